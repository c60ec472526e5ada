const a = { b: {} }
const x = 1, y = 2
a.b.c(x, y)
