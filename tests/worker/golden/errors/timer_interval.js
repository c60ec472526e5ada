let ticks = 0
setInterval(function tick() {
  if (++ticks === 2) throw new Error(`tick ${ticks}`)
}, 1)
