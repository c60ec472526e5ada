/**
 * Top-level let, const and class as globals that can be declared again: until its first assignment one throws as a
 * lexical binding does; then it is a plain property, or for const one that can't be assigned to.
 */
(vm) => {
  'use strict';
  const { ReferenceError, TypeError, defineProperty, getOwnPropertyDescriptor, global, parse, record } = vm.primordials;

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

  const each = (json, action) => {
    const names = parse(json);
    for (let i = 0; i < names.length; i++) action(names[i]);
  };

  /** Takes three JSON lists of names: of const, of let and class, of var. */
  vm.declare = (constants, lets, vars) => {
    each(constants, (name) => declare(name, constant));
    each(lets, (name) => declare(name, plain));
    each(vars, restore);
  };
}
