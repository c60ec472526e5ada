let a         = 1, b                    , c       ;
const d                       = [{ e: 2 }];
var f                        = (x) => String(x);
const { g, h = 3 }                            = { g: 4 };
const [i, ...j]                        = [5, 6];
[a, b, d[0].e, f(7), g, h, i, j[0]]
