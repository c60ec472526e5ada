const n = -1
const list = new Array(n)
