let log: any[] = []
let f = log.push.bind(log) as any
(1)
let g = f as any
[0, 1].forEach((x: number) => log.push(x))
let h = g as any
`template`
const i = log satisfies unknown[]
;(log)
const j = f! as Array<string>
[2].map(f)
log.length
