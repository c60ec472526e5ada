const s = Symbol('id')
s + ''
