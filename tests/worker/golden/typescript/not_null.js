const o                                 = { a: { b: [1] } };
let i                     = 1;
i ++;
i  += 2;
[o .a .b [0] , i , o ?.a , !o , !!i ]
