const a = 'unterminated
const b = 1
