const o = {}
o.a, o.b, o.c.d
