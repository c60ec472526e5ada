const o = {}
o.a.b = 1
