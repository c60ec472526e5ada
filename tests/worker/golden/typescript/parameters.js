function f(                     a        , b         , ...rest          )         { return this.k + a + rest.length; }
function only(          ) { return this === undefined || typeof this; }
const arrow = (a        , { b, c = 2 }                            = { b: 3 }, [d]           = [4])         => a + b + c + d;
[f.call({ k: 1 }, 2, 'x', 3, 4), arrow(1), typeof only]
