const compose =          (f             , g             )                => (a   )    => g(f(a));
const curry = (a        ) => (b        )                          => (c        )         => a + b + c;
[compose((x        ) => x + 1, (y        )         => `${y          }`)(1), curry(1)(2)(3)]
