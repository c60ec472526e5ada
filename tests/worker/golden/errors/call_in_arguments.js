const o = { f: (x) => x }
o.f(o.f(o.g(1)))
