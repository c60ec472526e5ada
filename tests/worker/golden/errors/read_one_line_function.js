function g() { return null.x }
g()
