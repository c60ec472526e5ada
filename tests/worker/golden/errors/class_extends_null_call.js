const mixin = (Base) => class extends Base { x = this.y.z }
const M = mixin(Object)
new M()
