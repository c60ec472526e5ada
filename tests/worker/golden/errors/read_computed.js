const table = {}, row = 'r1', col = 'c1'
const cell = table[row][col]
