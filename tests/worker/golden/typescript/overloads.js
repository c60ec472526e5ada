                                 
                                
function over(a     ) { return a; }
                                       
export function also() {}
class Over {
               ;
                        
  constructor(public_      ) {}
                      ;
                      
  m(a     ) { return a + 1; }
                           
  static s() { return 's'; }
}
[over('a'), over(1), new Over().m(2), Over.s()]
