const o = { toJSON() { throw new Error("not json") } }
const t = JSON.stringify({ a: [o] })
