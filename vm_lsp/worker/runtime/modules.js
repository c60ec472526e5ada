/** The ways to ask for a module: import statements of scripts, `import()` and `require`. */
(vm) => {
  'use strict';
  const { Error, TypeError, list, parse, record } = vm.primordials;
  const { find, withCode } = vm.instances;
  const { getterFor, namespaceOf } = vm.exports;
  const { link } = vm.linking;
  const { evaluateInTime, evaluateNow, waits } = vm.evaluating;

  /** `bindings` are pairs of a name here and the name there: that those exist is seen before anything runs. */
  const imported = async (specifier, referrer, bindings) => {
    const instance = vm.builtins.find(specifier) ?? find(specifier, referrer, 'import');
    link(instance);
    for (let i = 0; i < bindings.length; i++) getterFor(instance, bindings[i][1], specifier);
    if (waits(instance, record({}))) await evaluateInTime(instance, record({}));
    else evaluateNow(instance);
    return instance;
  };

  const dynamic = async (specifier, referrer) => namespaceOf(await imported('' + specifier, referrer, list()));

  const requirer = (referrer) => (specifier) => {
    if (typeof specifier !== 'string') throw new TypeError('The "id" argument must be of type string.');
    const builtin = vm.builtins.find(specifier);
    if (builtin !== undefined) return builtin.module.exports;
    const instance = find(specifier, referrer, 'require');
    link(instance);
    if (waits(instance, record({}))) {
      const error = new Error("'" + specifier + "' awaits at top level: use import() for it.");
      throw withCode(error, 'ERR_REQUIRE_ASYNC_MODULE');
    }
    evaluateNow(instance);
    if (instance.format === 'module') return namespaceOf(instance);
    return instance.format === 'json' ? instance.value : instance.module.exports;
  };

  /** An import statement of a script: its names become globals that follow the module's. */
  const importing = async (json, referrer) => {
    const said = parse(json);
    const instance = await imported(said.specifier, referrer, said.bindings);
    for (let i = 0; i < said.bindings.length; i++) {
      const get = getterFor(instance, said.bindings[i][1], said.specifier);
      vm.declareImport(said.bindings[i][0], get);
    }
  };

  vm.modules = record({ dynamic, importing, requirer });
}
