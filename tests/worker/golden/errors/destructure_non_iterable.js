const pair = { x: 1 }
const [x, y] = pair
