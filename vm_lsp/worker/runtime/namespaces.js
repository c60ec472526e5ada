/**
 * Namespaces of modules: objects that show each export as it is now, and that nothing can be put into (ECMA-262,
 * "Module Namespace Exotic Objects"). They are proxies of ours, whose targets hold the names only.
 */
(vm) => {
  'use strict';
  const {
    Map, Proxy, defineProperty, getOwnPropertyDescriptor, mapGet, mapSet, ownKeys,
    preventExtensions, record, reflectGet, sort, toStringTag,
  } = vm.primordials;

  const namespaces = new Map();

  /** With a value the engine finds every answer of a proxy but `no` inconsistent, also where it is the same one. */
  const changesNothing = (current, wanted) => {
    if (current === undefined || wanted.get !== undefined || wanted.set !== undefined) return false;
    if (wanted.configurable === true || wanted.enumerable === false || wanted.writable === false) return false;
    return getOwnPropertyDescriptor(wanted, 'value') === undefined;
  };

  const hold = (target, name, value) => {
    defineProperty(target, name, record({ value, writable: true, enumerable: true, configurable: false }));
  };

  const handlerFor = (readers) => {
    const describe = (target, key) => {
      const read = typeof key === 'string' ? readers[key] : undefined;
      if (read !== undefined) hold(target, key, read()); // which a proxy's answer has to agree with
      return getOwnPropertyDescriptor(target, key);
    };
    return record({
      get: (target, key) => {
        const read = typeof key === 'string' ? readers[key] : undefined;
        return read === undefined ? reflectGet(target, key) : read();
      },
      set: () => false,
      getOwnPropertyDescriptor: describe,
      defineProperty: (target, key, wanted) => typeof key === 'string' && changesNothing(describe(target, key), wanted),
      deleteProperty: (target, key) => getOwnPropertyDescriptor(target, key) === undefined,
    });
  };

  /** `interop` adds what `require` gives with a module that has a default export: `__esModule`. */
  const make = (instance, interop) => {
    const target = record({});
    const readers = record({});
    const names = vm.exports.namesOf(instance);
    if (interop) names.__esModule = true;
    const sorted = sort(ownKeys(names));
    for (let i = 0; i < sorted.length; i++) {
      const there = vm.exports.find(instance, sorted[i]);
      if (there === undefined && !(interop && sorted[i] === '__esModule')) continue;
      readers[sorted[i]] = there === undefined ? () => true : vm.exports.readerOf(there);
      hold(target, sorted[i], undefined);
    }
    defineProperty(target, toStringTag, record({ value: 'Module', enumerable: false, configurable: false }));
    preventExtensions(target);
    const namespace = new Proxy(target, handlerFor(readers));
    vm.brands.setNamespace(namespace, (name) => printedValue(instance, readers, name));
    return namespace;
  };

  /** For printing: what a getter of a CommonJS module would give is left unread. */
  const printedValue = (instance, readers, name) =>
    instance.format !== 'commonjs' || name === 'default'
      ? readers[name]()
      : vm.naming.data(instance.module.exports, name);

  const namespaceOf = (instance, interop) => {
    const key = interop ? 'require ' + instance.id : instance.id;
    const existing = mapGet(namespaces, key);
    if (existing !== undefined) return existing;
    const namespace = make(instance, interop);
    mapSet(namespaces, key, namespace);
    return namespace;
  };

  vm.namespaces = record({
    /** The namespace of a module: the same one each time. */
    of: (instance) => namespaceOf(instance, false),
    /** What `require` gives for a module, as Node 22 does. */
    required: (instance) => {
      const names = vm.exports.namesOf(instance);
      if (names['module.exports'] === true) return namespaceOf(instance, false)['module.exports'];
      return namespaceOf(instance, names.default === true && names.__esModule !== true);
    },
  });
}
