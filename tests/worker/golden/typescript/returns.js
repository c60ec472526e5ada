function isString(x         )              { return typeof x === 'string'; }
function assertIt(x         )            { if (!x) throw new Error('no'); }
function assertString(x         )                      {}
const never = ()        => { throw new Error('never'); };
class Self { is()               { return true; } me()       { return this; } }
[isString('a'), assertIt(1) === undefined, new Self().is()]
