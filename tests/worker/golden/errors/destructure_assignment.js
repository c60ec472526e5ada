let a, b
;[a, b] = undefined
