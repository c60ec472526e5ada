const a = 1
console.log((a + 1)
const b = 2
