const a = (x            
           
) => ({ y: x });
const b = async (
   
  x              
   
) => x;
const c = (
  x        ,
 
         ) => x + 1;
const d = () => {
  return (
     
    x   ) => x;
};
const e = (x                 
       ) => x * 2;
[a(1), c(2), d()(3), e(4), typeof b]
