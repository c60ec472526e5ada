const a = 1
const t = `never ${a}
closed
