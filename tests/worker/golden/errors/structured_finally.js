try {
  null.a
} finally {
  console.log('after')
}
