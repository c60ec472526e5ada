const cart = {
  items: null,
  get total() { return this.items.length },
}
console.log(`total ${cart.total}`)
