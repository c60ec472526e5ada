type A = string
;[1].forEach(() => {})
let b: string
[0].forEach(() => { b = 'ran' })
type C =
  | 'x'
  | 'y'
const d = (['x'] as C[])
  .map((x) => x);
[b!, d]
