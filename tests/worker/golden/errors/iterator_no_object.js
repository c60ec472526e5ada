const odd = { [Symbol.iterator]() { return { next() { return 5 } } } }
for (const item of odd) console.log(item)
