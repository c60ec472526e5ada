const b = 1n
const n = +b
