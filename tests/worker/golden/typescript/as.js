const a = 'x'         ;
const b = { a: 1 }                            ;
const c = (b       ).a           + 1;
const d = [1, 2]                     ;
let e      = 1;
(e          ) = 5;
for (const f of d            ) e += f;
[a, b, c, d, e, ...(d            )]
