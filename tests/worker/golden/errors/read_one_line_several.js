const f = (o) => { const a = o.a; const b = a.b; return b.c }
f({ a: {} })
