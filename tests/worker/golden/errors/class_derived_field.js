class A {}
class B extends A {
  one = 1
  two = this.three.four
}
const b = new B()
