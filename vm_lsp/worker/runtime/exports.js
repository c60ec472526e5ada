/** What modules export: by which name, read from where, and all of it as a namespace (ECMA-262, "Modules"). */
(vm) => {
  'use strict';
  const {
    Map, SyntaxError, TypeError, defineProperty, list, mapGet, mapSet, ownKeys, preventExtensions, record, sort,
    toStringTag,
  } = vm.primordials;
  const { needed } = vm.instances;
  const EVERYTHING = '*';

  const namespaces = new Map();

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

  const getterOfOther = (instance, name) => {
    if (name === 'default') return () => (instance.format === 'json' ? instance.value : instance.module.exports);
    if (instance.format === 'json') return undefined;
    return () => {
      const { exports } = instance.module;
      return exports === null || exports === undefined ? undefined : exports[name];
    };
  };

  /** As `getterOf`, for printing: what a getter of a CommonJS module would give is left unread. */
  const readable = (instance, name) => {
    if (instance.format !== 'commonjs' || name === 'default') return getterOf(instance, name);
    return () => vm.naming.data(instance.module.exports, name);
  };

  const getterOfStars = (instance, name, asked) => {
    let found;
    for (let i = 0; i < instance.stars.length; i++) {
      const getter = getterOf(needed(instance, instance.stars[i]), name, asked);
      if (getter === undefined) continue;
      if (found !== undefined && found !== getter) return undefined; // ambiguous
      found = getter;
    }
    return found;
  };

  /** What reads an export, wherever it comes from; undefined where there is none (ECMA-262, "ResolveExport"). */
  const getterOf = (instance, name, asked = list()) => {
    for (let i = 0; i < asked.length; i++) {
      if (asked[i].instance === instance && asked[i].name === name) return undefined;
    }
    asked[asked.length] = record({ instance, name });
    if (instance.format !== 'module') return getterOfOther(instance, name);
    if (instance.exports[name] !== undefined) return instance.exports[name];
    for (let i = 0; i < instance.reexports.length; i++) {
      const said = instance.reexports[i];
      if (said[0] !== name) continue;
      const source = needed(instance, said[1]);
      const there = said[2];
      return there === EVERYTHING ? () => namespaceOf(source) : getterOf(source, there, asked);
    }
    return name === 'default' ? undefined : getterOfStars(instance, name, asked);
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
      const below = record({});
      addNames(below, needed(instance, instance.stars[i]), seen);
      const added = ownKeys(below);
      for (let k = 0; k < added.length; k++) if (added[k] !== 'default') names[added[k]] = true;
    }
  };

  const namespaceOf = (instance) => {
    const known = mapGet(namespaces, instance.id);
    if (known !== undefined) return known;
    const namespace = record({});
    const names = record({});
    addNames(names, instance, record({}));
    const sorted = sort(ownKeys(names));
    for (let i = 0; i < sorted.length; i++) {
      const get = getterOf(instance, sorted[i]);
      if (get !== undefined) {
        defineProperty(namespace, sorted[i], record({ get, set: undefined, enumerable: true, configurable: false }));
      }
    }
    defineProperty(namespace, toStringTag, record({ value: 'Module', enumerable: false, configurable: false }));
    preventExtensions(namespace);
    vm.brands.setNamespace(namespace, (name) => readable(instance, name)());
    mapSet(namespaces, instance.id, namespace);
    return namespace;
  };

  /** Defines a live, constant binding on an object. */
  const bind = (object, local, get, configurable) => {
    const set = () => {
      throw new TypeError('Assignment to constant variable.');
    };
    defineProperty(object, local, record({ get, set, enumerable: false, configurable }));
  };

  const getterFor = (source, name, specifier) => {
    if (name === EVERYTHING) return () => namespaceOf(source);
    const getter = getterOf(source, name);
    if (getter !== undefined) return getter;
    throw new SyntaxError("The requested module '" + specifier + "' does not provide an export named '" + name + "'");
  };

  vm.exports = record({ bind, getterFor, namespaceOf });
}
