const a = 10n, b = 3
const sum = a + b
