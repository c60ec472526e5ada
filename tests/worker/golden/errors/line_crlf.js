const a = 1
const text = `x
y`
	a.b.c
