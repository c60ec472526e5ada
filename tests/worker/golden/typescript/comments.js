const a /* before */                      // behind
  = 1;
function f(/* one */ a /* two */                      /* four */, /* five */)                 /* seven */ {}
                           // stays
const g = a                    ; // because
[a, g, f.length]
