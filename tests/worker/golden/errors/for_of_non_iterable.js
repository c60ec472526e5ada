const config = { a: 1 }
for (const key of config) console.log(key)
