/** Makes modules ready to run: their functions exist and what they import is found, before any of them runs. */
(vm) => {
  'use strict';
  const {
    ReferenceError, apply, asyncNext, evaluate, generatorNext, ownKeys, parse, record,
  } = vm.primordials;
  const { byId, needed, own } = vm.instances;
  const { bind, getterFor } = vm.exports;

  const registrar = (instance) => record({
    i: instance.bindings,
    meta: vm.meta(instance.uri),
    import: (specifier, options) => vm.modules.dynamic(specifier, instance.uri, options),
    get d() {
      if (!instance.initialised) throw new ReferenceError('default is not initialized');
      return instance.value;
    },
    default: (named) => {
      instance.value = named.default;
      instance.initialised = true;
    },
    exports: (table) => {
      const names = ownKeys(table);
      for (let i = 0; i < names.length; i++) instance.exports[names[i]] = own(table, names[i]);
    },
  });

  const instantiate = (instance) => {
    if (instance.state !== 'fresh') return;
    instance.state = 'linked';
    if (instance.format === 'json') {
      instance.value = parse(instance.code);
    } else {
      instance.make = evaluate(instance.code);
    }
    instance.code = undefined;
    if (instance.format !== 'module') return;
    instance.iterator = apply(instance.make, undefined, [registrar(instance)]);
    step(instance);
    for (let i = 0; i < instance.requests.length; i++) instantiate(byId(instance.requests[i][1]));
  };

  const step = (instance) => (instance.awaits ? asyncNext(instance.iterator) : generatorNext(instance.iterator));

  /** What reads a name of another module; where there is none, the error is at the name. */
  const reading = (instance, specifier, name, offset) => {
    try {
      return getterFor(needed(instance, specifier), name, specifier);
    } catch (error) {
      vm.stacks.placeIn(error, instance.line, offset);
      throw error;
    }
  };

  const bindAll = (instance, seen) => {
    if (seen[instance.id] === true || instance.format !== 'module' || instance.state !== 'linked') return;
    seen[instance.id] = true;
    for (let i = 0; i < instance.imports.length; i++) {
      const said = instance.imports[i];
      bind(instance.bindings, said[0], reading(instance, said[1], said[2], said[3]));
    }
    for (let i = 0; i < instance.reexports.length; i++) {
      const said = instance.reexports[i];
      reading(instance, said[1], said[2], said[3]);
    }
    for (let i = 0; i < instance.requests.length; i++) bindAll(byId(instance.requests[i][1]), seen);
  };

  /** A module that can't be linked stays so: the next run asks for it anew. */
  const link = (instance) => {
    try {
      instantiate(instance);
      bindAll(instance, record({}));
    } catch (error) {
      fail(instance, error);
      throw error;
    }
  };

  const fail = (instance, error) => {
    instance.state = 'failed';
    instance.error = error;
  };

  /** What a module imports of CommonJS modules, which have run by now: whether that is there. */
  const check = (instance) => {
    for (let i = 0; i < instance.imports.length; i++) {
      const said = instance.imports[i];
      if (needed(instance, said[1]).format === 'commonjs') reading(instance, said[1], said[2], said[3]);
    }
  };

  vm.linking = record({ check, fail, link, step });
}
