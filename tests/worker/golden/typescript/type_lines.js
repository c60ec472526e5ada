;              
 [1].forEach(() => {})
let b        
[0].forEach(() => { b = 'ran' })
        
       
       
const d = (['x']       )
  .map((x) => x);
[b , d]
