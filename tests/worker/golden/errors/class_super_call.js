class Base {
  constructor(options) {
    this.name = options.name
  }
}
class Derived extends Base {
  constructor() {
    super()
  }
}
new Derived()
