class A {}
class B extends A {
  get size() { return super.items.length }
}
new B().size
