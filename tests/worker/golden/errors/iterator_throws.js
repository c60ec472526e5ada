const bad = {
  [Symbol.iterator]() {
    return { next() { throw new Error('next failed') } }
  },
}
const [first] = bad
