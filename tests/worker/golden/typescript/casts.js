const a =      { b: 1 };
const f = () => 0||  { c: 2 };
const g = () => 0||  function named() { return 3; };
0||  { d: 4 };
const h =                  '5';
const i =        ['e'];
(     a).b++;
[a, f(), g()(), h, i, typeof      a]
