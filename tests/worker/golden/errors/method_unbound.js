class Counter {
  n = 0
  up() { return this.n++ }
}
const { up } = new Counter()
up()
