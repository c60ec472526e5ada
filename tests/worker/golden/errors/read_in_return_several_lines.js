function build(o) {
  return {
    one: 1,
    two: o.two.three,
  }
}
build({})
