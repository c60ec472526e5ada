/** Makes modules ready to run: their functions exist and what they import is found, before any of them runs. */
(vm) => {
  'use strict';
  const {
    ReferenceError, apply, asyncNext, evaluate, generatorNext, list, ownKeys, parse, record,
    repeat,
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
      for (let i = 0; i < names.length; i++) instance.exports[names[i]] = own(own(table, names[i]), vm.stacks.EXPORT);
    },
  });

  const instantiate = (instance) => {
    try {
      compile(instance);
    } catch (error) {
      fail(instance, error);
      throw error;
    }
  };

  const compile = (instance) => {
    instance.state = 'linked';
    if (instance.format === 'json') {
      instance.value = parse(instance.code);
    } else {
      instance.make = evaluate(repeat('\n', instance.line - 1) + instance.code);
    }
    instance.code = undefined;
    if (instance.format !== 'module') return;
    instance.iterator = apply(instance.make, undefined, [registrar(instance)]);
    step(instance);
  };

  /** Calls `visit` for a module and all that it needs which are in that state, each once; a chain of any length. */
  const eachIn = (state, instance, visit) => {
    const seen = record({});
    const pending = list();
    pending[0] = instance;
    while (pending.length > 0) {
      const next = pending[pending.length - 1];
      pending.length--;
      if (seen[next.id] === true || (next.state !== 'fresh' && next.state !== 'linked')) continue;
      seen[next.id] = true;
      if (next.state === state) visit(next);
      for (let i = next.requests.length - 1; i >= 0; i--) pending[pending.length] = byId(next.requests[i][1]);
    }
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

  const bindAll = (instance) => {
    for (let i = 0; i < instance.requests.length; i++) {
      vm.attributes.known(instance.requests[i][2]);
      vm.attributes.fits(instance.requests[i][2], byId(instance.requests[i][1]));
    }
    for (let i = 0; i < (instance.imports?.length ?? 0); i++) {
      const said = instance.imports[i];
      bind(instance.bindings, said[0], reading(instance, said[1], said[2], said[3]));
    }
    for (let i = 0; i < (instance.reexports?.length ?? 0); i++) {
      const said = instance.reexports[i];
      reading(instance, said[1], said[2], said[3]);
    }
  };

  /** A module that can't be linked stays so: the next run asks for it anew. */
  const link = (instance) => {
    try {
      eachIn('fresh', instance, instantiate);
      eachIn('linked', instance, bindAll);
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
