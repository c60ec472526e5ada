const e = new Error('x')
e.message = { code: 7 }
throw e
