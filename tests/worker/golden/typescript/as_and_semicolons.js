let log        = []
let f = log.push.bind(log) ;     
(1)
let g = f ;     
[0, 1].forEach((x        ) => log.push(x))
let h = g ;     
`template`
const i = log                    
;(log)
const j = f  ;               
[2].map(f)
log.length
