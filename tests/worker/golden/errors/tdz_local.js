function f() {
  const a = b + 1, b = 2
  return a
}
f()
