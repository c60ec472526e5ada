const config = { a: 1, b: 'c' }                                          ;
const more = [1] ;                  ;          
[config.a, more]
