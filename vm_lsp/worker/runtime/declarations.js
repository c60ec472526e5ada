/**
 * Top-level let, const and class as globals that can be declared again: until its first assignment one throws as a
 * lexical binding does; then it is a plain property, or for const one that can't be assigned to.
 */
(vm) => {
  'use strict';
  const {
    ReferenceError, SyntaxError, TypeError, defineProperty, getOwnPropertyDescriptor, global, isData, isExtensible,
    parse, record,
  } = vm.primordials;
  const IMPOSSIBLE = record({});

  /** The getters of the globals that are ours, by name. */
  const getters = record({});

  const define = (name, get, set) => {
    getters[name] = get;
    defineProperty(global, name, record({ get, set, enumerable: false, configurable: true }));
  };

  const plain = (name, value) => {
    delete getters[name];
    defineProperty(global, name, record({ value, writable: true, enumerable: false, configurable: true }));
  };

  const constant = (name, value) => {
    define(name, () => value, () => {
      throw new TypeError('Assignment to constant variable.');
    });
  };

  /** Whether the name can become a global of ours, or is a variable of the engine's that can be assigned to. */
  const possible = (name) => {
    const existing = getOwnPropertyDescriptor(global, name);
    if (existing === undefined) return isExtensible(global);
    return existing.configurable || (isData(existing) && existing.writable);
  };

  /** What the engine itself made by `var` or `function` can't be defined anew: there the assignment has to do. */
  const declare = (name, initialise) => {
    const existing = getOwnPropertyDescriptor(global, name);
    if (existing !== undefined && !existing.configurable) return;
    define(name, () => {
      throw new ReferenceError(name + ' is not initialized');
    }, (value) => initialise(name, value));
  };

  /** A `var` where let, const or class had declared the name before: it is a plain variable from now on. */
  const restore = (name) => {
    const existing = getOwnPropertyDescriptor(global, name);
    if (existing !== undefined && getters[name] !== undefined && existing.get === getters[name]) plain(name, undefined);
  };

  /** A variable of a script that is a function by now, and can't have it as its own. */
  const hoist = (name) => {
    restore(name);
    if (getOwnPropertyDescriptor(global, name) !== undefined) return;
    defineProperty(global, name, record({ value: undefined, writable: true, enumerable: true, configurable: true }));
  };

  const each = (json, action) => {
    const names = parse(json);
    for (let i = 0; i < names.length; i++) action(names[i]);
  };

  const insist = (name) => {
    if (!possible(name)) throw IMPOSSIBLE;
  };

  /**
   * Takes three JSON lists of names: of const, of let and class, of var, which the engine makes itself unless they
   * are `hoisted` by us. Throws `impossible`, before anything is
   * declared, where one of them can't be a global that we make: the global object may be frozen.
   */
  vm.declare = (constants, lets, vars, hoisted) => {
    each(constants, insist);
    each(lets, insist);
    each(constants, (name) => declare(name, constant));
    each(lets, (name) => declare(name, plain));
    each(vars, hoisted ? hoist : restore);
  };
  /** A name that a script imports: it reads what `get` reads, and can't be assigned to. */
  vm.declareImport = (name, get) => {
    const existing = getOwnPropertyDescriptor(global, name);
    if (existing !== undefined && !existing.configurable) {
      throw new SyntaxError("'" + name + "' can't be imported: a global of that name can't be replaced");
    }
    define(name, get, () => {
      throw new TypeError('Assignment to constant variable.');
    });
  };
  /** A name of ours that reads what `get` reads, until user code assigns or declares it. */
  vm.declareOwn = (name, get) => define(name, get, (value) => plain(name, value));
  vm.impossible = IMPOSSIBLE;
  /** The getter of a global that is ours, undefined if it is not. */
  vm.declaredGetter = (name) => getters[name];
}
