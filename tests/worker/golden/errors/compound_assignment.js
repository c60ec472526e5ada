const o = {}
o.count.n += 1
