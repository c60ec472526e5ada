function identity   (x   )    { return x; }
const pair =           (a   , b   )         => [a, b];
const lone =     (x   ) => x;
const wait = async                                     (x   )             => x;
class Box                          { constructor(readonly_   ) {} static of                  (u   )         { return new Box   (u); } }
const tag =    (strings                      ) => strings[0];
const o = { m   (x   )    { return x; }, async *n   ()                   {} };
[identity        ('a'), pair                (1, 'b'), lone        (2), Box.of    ({}) instanceof Box, tag               `t`, o.m        (3), o?.m        (4), new Map                       ([['a', [1]]]).size, new Set        ().size]
