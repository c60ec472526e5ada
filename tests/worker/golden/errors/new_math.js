new Math.max(1)
