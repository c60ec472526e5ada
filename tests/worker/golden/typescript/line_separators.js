const a        = 'x y' ;      [1].length
a.length
