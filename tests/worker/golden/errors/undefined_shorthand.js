const point = { x: 1 }
const both = { point, label }
