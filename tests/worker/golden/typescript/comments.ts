const a /* before */ : /* in 😀 */ number // behind
  = 1;
function f(/* one */ a /* two */ : /* three */ string /* four */, /* five */): /* six */ void /* seven */ {}
interface I { /* gone */ } // stays
const g = a as /* why */ number; // because
[a, g, f.length]
