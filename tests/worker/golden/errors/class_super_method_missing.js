class A {}
class B extends A {
  m() {
    return super.missing(1)
  }
}
new B().m()
