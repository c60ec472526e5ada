const o = {}; o.a; o.a.b; o.a
