/** Node's own modules that there are here: each is set up when it is first asked for. */
(vm) => {
  'use strict';
  const { Map, defineProperty, list, mapGet, mapSet, record } = vm.primordials;
  const modules = new Map();

  vm.builtins = record({
    /**
     * The module of that name, which a file in `node/` makes, as an instance that has run; or why there is none, for a
     * package.
     */
    instanceOf: (name, file, reason) => {
      const known = mapGet(modules, name);
      if (known !== undefined) return known;
      const id = 'node:' + name;
      const made = vm.part('node/' + file);
      const module = record({ exports: reason === null ? made : made(name, reason) });
      const instance = record({ id, uri: id, format: 'commonjs', state: 'done', requests: list(), module });
      mapSet(modules, name, instance);
      return instance;
    },
    /** Sets a property as if nothing inherited had a setter for it. */
    put: (object, key, value) => {
      defineProperty(object, key, record({ value, writable: true, enumerable: true, configurable: true }));
    },
    /** Prints a warning, as Node does on its standard error. */
    warn: (text) => vm.printing.print('warn', text),
  });
}
