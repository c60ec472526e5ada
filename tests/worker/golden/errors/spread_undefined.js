const more = undefined
const list = [1, ...more]
