function isString(x: unknown): x is string { return typeof x === 'string'; }
function assertIt(x: unknown): asserts x { if (!x) throw new Error('no'); }
function assertString(x: unknown): asserts x is string {}
const never = (): never => { throw new Error('never'); };
class Self { is(): this is Self { return true; } me(): this { return this; } }
[isString('a'), assertIt(1) === undefined, new Self().is()]
