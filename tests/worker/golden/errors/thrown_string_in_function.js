function check(value) {
  if (!value) throw 'no value'
  return value
}
[1, 0].map(check)
