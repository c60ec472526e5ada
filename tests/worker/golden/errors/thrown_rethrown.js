try {
  throw 'first'
} catch (reason) {
  throw reason
}
