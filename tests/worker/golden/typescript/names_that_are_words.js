let type = 1, as = 2, of = 3, declare = 4, namespace = 5, abstract = 6, readonly = 7, satisfies = 8, is = 9;
type
type = 10
declare
namespace
abstract
const keyof = { type, as, get: 1, set: 2, static: 3, public: 4 }
type = keyof.type + keyof.as
[type, as, of, declare, namespace, abstract, readonly, satisfies, is, keyof.public]
