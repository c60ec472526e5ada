const o = { m() {} }
new o.m(1)
