const odd = { toString: null, valueOf: null }
const text = `is ${odd}`
