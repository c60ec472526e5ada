const src = {}
const out = {
  a: 1,
  b: src.deep.value,
}
