type Ctor<T = {}> = abstract new (...args: any[]) => T;
function Mixin<T extends new (...args: any[]) => {}>(Base: T) { return class extends Base { mixed: boolean = true }; }
class Base { base: number = 1 }
const Mixed = Mixin(Base);
new Mixed()
