class A {
  static get size() { return this.items.length }
}
A.size
