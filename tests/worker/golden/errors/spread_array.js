const extra = { a: 1 }
const all = [0, ...extra]
