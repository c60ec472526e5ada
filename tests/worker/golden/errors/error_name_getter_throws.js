const e = new Error('named')
Object.defineProperty(e, 'name', { get() { throw 1 } })
throw e
