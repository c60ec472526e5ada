/** Makes modules ready to run: their functions exist and what they import is found, before any of them runs. */
(vm) => {
  'use strict';
  const {
    ReferenceError, SyntaxError, apply, asyncNext, evaluate, generatorNext, ownKeys, parse, record,
  } = vm.primordials;
  const { byId, needed, own } = vm.instances;
  const { bind, getterFor } = vm.exports;

  const registrar = (instance) => record({
    i: instance.bindings,
    meta: vm.builtins.meta(instance.uri),
    import: (specifier) => vm.modules.dynamic(specifier, instance.uri),
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
      instance.value = parseJson(instance);
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

  const parseJson = (instance) => {
    try {
      return parse(instance.code);
    } catch (error) {
      throw new SyntaxError(instance.uri + ' is no JSON: ' + error.message);
    }
  };

  const bindAll = (instance, seen) => {
    if (seen[instance.id] === true || instance.format !== 'module' || instance.state !== 'linked') return;
    seen[instance.id] = true;
    for (let i = 0; i < instance.imports.length; i++) {
      const said = instance.imports[i];
      bind(instance.bindings, said[0], getterFor(needed(instance, said[1]), said[2], said[1]), true);
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

  vm.linking = record({ fail, link, step });
}
