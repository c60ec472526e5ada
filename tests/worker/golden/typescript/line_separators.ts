const a: 'x y' = 'x y' as any [1].length
a.length
