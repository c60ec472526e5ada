let once = 1
const other = 2
let once = 3
