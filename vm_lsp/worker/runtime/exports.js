/** What modules export: by which name, and where it is read from (ECMA-262, "Source Text Module Records"). */
(vm) => {
  'use strict';
  const { SyntaxError, TypeError, defineProperty, list, ownKeys, record } = vm.primordials;
  const { needed } = vm.instances;
  const EVERYTHING = '*';
  const AMBIGUOUS = record({});

  const commonNames = (instance) => {
    const names = list();
    const { exports } = instance.module;
    if ((typeof exports !== 'object' && typeof exports !== 'function') || exports === null) return names;
    const keys = ownKeys(exports);
    for (let i = 0; i < keys.length; i++) {
      if (typeof keys[i] === 'string' && keys[i] !== 'default') names[names.length] = keys[i];
    }
    return names;
  };

  const isSame = (one, other) => one.instance === other.instance && one.name === other.name;

  const resolveInStars = (instance, name, asked) => {
    let found;
    for (let i = 0; i < instance.stars.length; i++) {
      const there = resolve(needed(instance, instance.stars[i]), name, asked);
      if (there === AMBIGUOUS) return there;
      if (there === undefined) continue;
      if (found !== undefined && !isSame(found, there)) return AMBIGUOUS;
      found = there;
    }
    return found;
  };

  /**
   * Whose binding an export is, as {instance, name}; undefined where there is none, or AMBIGUOUS (ECMA-262,
   * "ResolveExport"). What a CommonJS module exports is known once it has run: until then it may be anything.
   */
  const resolve = (instance, name, asked) => {
    if (instance.format !== 'module') return resolveOfOther(instance, name);
    const question = instance.id + '/' + name;
    if (asked[question] === true) return undefined;
    asked[question] = true;
    if (instance.exports[name] !== undefined) return record({ instance, name });
    const said = instance.reexported[name];
    if (said !== undefined) {
      const source = needed(instance, said[1]);
      if (said[2] === EVERYTHING) return record({ instance: source, name: EVERYTHING });
      return resolve(source, said[2], asked);
    }
    return name === 'default' ? undefined : resolveInStars(instance, name, asked);
  };

  const resolveOfOther = (instance, name) => {
    if (name === 'default') return record({ instance, name });
    if (instance.format === 'json') return undefined;
    if (instance.state !== 'done') return record({ instance, name });
    const { exports } = instance.module;
    if (exports === null || exports === undefined) return undefined;
    const isThere = typeof exports === 'object' || typeof exports === 'function' ? name in exports : false;
    return isThere ? record({ instance, name }) : undefined;
  };

  const readOfOther = (instance, name) => () => {
    if (instance.format === 'json') return instance.value;
    const { exports } = instance.module;
    if (name === 'default') return exports;
    return exports === null || exports === undefined ? undefined : exports[name];
  };

  const readerOf = (there) => {
    const { instance, name } = there;
    if (name === EVERYTHING) return () => vm.namespaces.of(instance);
    return instance.format === 'module' ? instance.exports[name] : readOfOther(instance, name);
  };

  /** Where an export is read, undefined where there is none that is certain. */
  const find = (instance, name) => {
    const there = resolve(instance, name, record({}));
    return there === undefined || there === AMBIGUOUS ? undefined : there;
  };

  const addNames = (names, instance, seen) => {
    if (seen[instance.id] === true) return;
    seen[instance.id] = true;
    if (instance.format !== 'module') {
      names.default = true;
      const common = instance.format === 'json' ? list() : commonNames(instance);
      for (let i = 0; i < common.length; i++) names[common[i]] = true;
      return;
    }
    const exported = ownKeys(instance.exports);
    for (let i = 0; i < exported.length; i++) names[exported[i]] = true;
    for (let i = 0; i < instance.reexports.length; i++) names[instance.reexports[i][0]] = true;
    for (let i = 0; i < instance.stars.length; i++) {
      const hadDefault = names.default;
      addNames(names, needed(instance, instance.stars[i]), seen);
      if (hadDefault === undefined) delete names.default;
    }
  };

  /** Defines a live, constant binding on an object. */
  const bind = (object, local, get) => {
    const set = () => {
      throw new TypeError('Assignment to constant variable.');
    };
    defineProperty(object, local, record({ get, set, enumerable: false, configurable: true }));
  };

  /** What reads `name` of a module; throws the SyntaxError of an import of it where it is not there. */
  const getterFor = (source, name, specifier) => {
    if (name === EVERYTHING) return () => vm.namespaces.of(source);
    const there = resolve(source, name, record({}));
    if (there !== undefined && there !== AMBIGUOUS) return readerOf(there);
    const problem =
      there === AMBIGUOUS ? 'contains conflicting star exports for name' : 'does not provide an export named';
    throw new SyntaxError("The requested module '" + specifier + "' " + problem + " '" + name + "'");
  };

  vm.exports = record({
    bind,
    getterFor,
    find,
    readerOf,
    /** The names of all that a module exports, as the keys of a record. */
    namesOf: (instance) => {
      const names = record({});
      addNames(names, instance, record({}));
      return names;
    },
  });
}
