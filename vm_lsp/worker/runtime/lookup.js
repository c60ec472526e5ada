/** What names lead to, looked up so that nothing of the user's runs: no getter, no trap. */
(vm) => {
  'use strict';
  const {
    BigInt, Boolean, Number, String, Symbol, getOwnPropertyDescriptor, getPrototypeOf, global, isData, parse,
    record,
  } = vm.primordials;
  /** What stands for what is not known. */
  const UNKNOWN = record({});
  const DEEPEST = 1000;

  const prototypes = record({
    string: String.prototype, number: Number.prototype, boolean: Boolean.prototype, symbol: Symbol.prototype,
    bigint: BigInt.prototype,
  });

  const property = (value, name) => {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    let at = isObject ? value : prototypes[typeof value];
    if (at === undefined) return UNKNOWN;
    for (let steps = 0; at !== null; steps++) {
      if (vm.proxies.isProxy(at) || steps > DEEPEST) return UNKNOWN;
      const own = getOwnPropertyDescriptor(at, name);
      if (own !== undefined) return isData(own) ? own.value : UNKNOWN;
      at = getPrototypeOf(at);
    }
    return undefined;
  };

  /** A global; one that the session declared by let, const or class reads itself. */
  const named = (name) => {
    const own = getOwnPropertyDescriptor(global, name);
    if (own === undefined) return UNKNOWN;
    if (isData(own)) return own.value;
    const { get } = own;
    if (get === undefined || get !== vm.declaredGetter(name)) return UNKNOWN;
    try {
      return get();
    } catch {
      return UNKNOWN;
    }
  };

  vm.lookup = record({
    /** Whether a JSON list of names, a global and properties from there on, leads to a function: 1, 0, or -1. */
    callable: (json) => {
      const path = parse(json);
      let value = named(path[0]);
      for (let i = 1; i < path.length && value !== UNKNOWN; i++) value = property(value, path[i]);
      if (value === UNKNOWN) return -1;
      return typeof value === 'function' ? 1 : 0;
    },
  });
}
