function* count() {
  yield 1
  throw new Error('no two')
}
const counter = count()
counter.next()
counter.next()
