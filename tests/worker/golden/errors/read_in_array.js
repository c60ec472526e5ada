const o = {}
const list = [o.a, o.b, o.c.d]
