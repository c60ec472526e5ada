const pair = [1, 2]
const first = 0
;[first] = pair
