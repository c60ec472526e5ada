Array.from({ length: 2 }, (_, i) => i.toFixed().x.y)
