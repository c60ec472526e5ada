const o = { get a() { throw new Error("no a") } }
console.log(o.a, JSON.stringify({ b: o.a }))
