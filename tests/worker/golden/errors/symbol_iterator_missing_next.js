const it = { [Symbol.iterator]() { return {} } }
for (const x of it) { x }
