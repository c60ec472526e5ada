try { throw 1 } catch {}
Promise.reject({ a: 1 })
