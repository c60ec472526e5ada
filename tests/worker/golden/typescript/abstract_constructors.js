                                                       
function Mixin                                      (Base   ) { return class extends Base { mixed          = true }; }
class Base { base         = 1 }
const Mixed = Mixin(Base);
new Mixed()
