class Fields {
  a = 1
  ;       ['b'] = 2
  c;    
  ['d'] = 4
  get;    
  e() { return 5 }
  static;    
  *f() { yield 6 }
                   
  ['h'] = 8
  abstract;       
  ;        ['i'];       
  ;                 
  ['j'] = 1 ;     
  ['k'] = 2
}
const fields = new Fields();
[Object.keys(fields), fields.e(), [...fields.f()]]
