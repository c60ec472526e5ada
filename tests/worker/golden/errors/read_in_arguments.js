const o = {}
console.log('x', o.a, o.b.c)
