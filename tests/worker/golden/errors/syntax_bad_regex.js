const ok = 1
const re = /(/
