const text = 'x'.repeat(2 ** 28)
const more = text + text.toUpperCase()
