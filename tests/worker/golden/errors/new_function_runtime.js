const compiled = new Function('a', 'return a.b.c')
compiled({})
