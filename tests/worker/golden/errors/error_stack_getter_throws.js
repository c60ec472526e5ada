const e = new Error('kept')
Object.defineProperty(e, 'stack', { get() { throw 1 } })
throw e
