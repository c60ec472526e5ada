function read() {
  throw new TypeError('no file')
}
try {
  read()
} catch (cause) {
  throw new Error('no settings', { cause })
}
