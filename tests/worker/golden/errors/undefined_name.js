const price = 3
const sum = price + taxes * 2
