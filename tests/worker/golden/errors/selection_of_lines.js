// not run
function outer() {
  const inner = {}
  inner.go(1)
}
