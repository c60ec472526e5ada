new Promise((resolve) => {
  resolve(JSON.parse('{'))
})
