class Point {
  constructor(x, y) {
    if (typeof x !== 'number') throw new TypeError('x must be a number')
    this.x = x
  }
}
const points = [1, 'two'].map((x) => new Point(x, 0))
