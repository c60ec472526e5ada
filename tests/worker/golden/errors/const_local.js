function f() {
  const inner = 1; inner = 2
}
f()
