const grid = [[1]]
let i = 3
grid[i + 1][i - 1]
