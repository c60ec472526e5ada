/** What the classes of the web have in common (Web IDL): a tag, and methods and attributes that can be listed. */
(vm) => {
  'use strict';
  const { defineProperty, getOwnPropertyDescriptor, inspectCustom, ownKeys, record, toStringTag } = vm.primordials;

  const tag = (prototype, name) =>
    defineProperty(prototype, toStringTag, record({
      value: name, writable: false, enumerable: false, configurable: true,
    }));

  const list = (object, skipped) => {
    const names = ownKeys(object);
    for (let i = 0; i < names.length; i++) {
      if (typeof names[i] !== 'string' || names[i] === skipped) continue;
      const own = record(getOwnPropertyDescriptor(object, names[i]));
      own.enumerable = true;
      defineProperty(object, names[i], own);
    }
  };

  return record({
    /** Finishes a class: its tag, and its members enumerable as those of a web interface are. */
    expose: (Class, name) => {
      list(Class.prototype, 'constructor');
      tag(Class.prototype, name);
      return Class;
    },
    tag,
    /** Sets how instances of a class print: `print(object, inspect)` returns their text. */
    prints: (Class, print) => {
      defineProperty(Class.prototype, inspectCustom, record({
        value(depth, options, inspect) {
          if (typeof depth === 'number' && depth < 0) return this;
          return print(this, (value) => inspect(value, options));
        },
        writable: true, enumerable: false, configurable: true,
      }));
    },
    /** A dictionary argument: an object, or nothing at all. */
    dictionary: (value, name) => {
      if (value === undefined || value === null) return record({});
      if (typeof value === 'object' || typeof value === 'function') return value;
      throw vm.refusals.argument(name, 'of type object', value);
    },
  });
}
