const odd = { toString() { throw new Error('no text') } }
const a = 'x' + odd
