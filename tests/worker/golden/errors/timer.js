setTimeout(() => {
  const settings = undefined
  settings.depth
}, 1)
1
