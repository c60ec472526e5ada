const f = ({ a: { b = 1           }, ...rest }                                  , [d, , e]                          )            => [b, rest, d, e];
f({ a: {}, c: 'c' }, [1, 'x', 2])
