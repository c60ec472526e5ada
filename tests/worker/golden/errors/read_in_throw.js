const o = {}
throw new Error(o.a.b)
