try {
  null.a
} finally {
  throw new Error('from finally')
}
