const a = { get b() { return { get c() { return nothing } } } }
a.b.c
