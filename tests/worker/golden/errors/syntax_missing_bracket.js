const l = [1, 2
const m = 3
