/** The modules there are: made from what the host says of them, and known by the ids it gives them. */
(vm) => {
  'use strict';
  const {
    Error, Map, SyntaxError, defineProperty, getOwnPropertyDescriptor, mapGet, mapSet, parse, record,
  } = vm.primordials;
  const { request } = vm.host;
  const NOT_FOUND = record({ import: 'ERR_MODULE_NOT_FOUND', require: 'MODULE_NOT_FOUND' });

  const instances = new Map();

  const own = (object, name) => {
    const found = getOwnPropertyDescriptor(object, name);
    return found === undefined ? undefined : found.value;
  };

  const withCode = (error, code) => {
    defineProperty(error, 'code', record({ value: code, writable: true, enumerable: true, configurable: true }));
    return error;
  };

  const refusal = (said, asking) => {
    if (said.name === 'SyntaxError') return new SyntaxError(said.message);
    return withCode(new Error(said.message), said.code === 'FILE_NOT_FOUND' ? NOT_FOUND[asking] : said.code);
  };

  const make = (made) => {
    const instance = record({
      id: made.id, uri: made.uri, format: made.format, awaits: made.awaits === true, requests: made.requests,
      imports: made.imports, reexports: made.reexports, stars: made.stars, exports: record({}), bindings: record({}),
      state: 'fresh', error: undefined, waiting: undefined, iterator: undefined, value: undefined,
      initialised: made.format !== 'module', code: made.code, module: undefined,
    });
    mapSet(instances, instance.id, instance);
  };

  /** The instance that a specifier means to a referrer, made but not linked. */
  const find = (specifier, referrer, asking) => {
    if (vm.builtins.isMissing(specifier)) throw vm.builtins.refusal(specifier);
    const answer = parse(request(specifier, referrer, asking));
    const said = own(answer, 'error');
    if (said !== undefined) throw refusal(said, asking);
    for (let i = 0; i < answer.made.length; i++) make(answer.made[i]);
    return mapGet(instances, answer.id);
  };

  const byId = (id) => mapGet(instances, id);

  const needed = (instance, specifier) => {
    for (let i = 0; i < instance.requests.length; i++) {
      if (instance.requests[i][0] === specifier) return byId(instance.requests[i][1]);
    }
    return undefined;
  };

  vm.instances = record({ byId, find, needed, own, withCode });
}
