class A {
  #f
  run() { return this.#f(1) }
}
new A().run()
