new Symbol('x')
