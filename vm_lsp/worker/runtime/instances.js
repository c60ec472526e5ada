/** The modules there are: made from what the host says of them, and known by the ids it gives them. */
(vm) => {
  'use strict';
  const {
    Error, Map, SyntaxError, defineProperty, getOwnPropertyDescriptor, list, mapGet, mapSet, parse, record,
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
    const error =
      said.name === 'SyntaxError'
        ? new SyntaxError(said.message)
        : withCode(new Error(said.message), said.code === 'FILE_NOT_FOUND' ? NOT_FOUND[asking] : said.code);
    const place = own(said, 'place');
    if (place !== undefined) vm.stacks.place(error, place[0], place[1]);
    return error;
  };

  const make = (made) => {
    const instance = record({
      id: made.id, uri: made.uri, line: made.line, format: made.format, awaits: made.awaits === true,
      requests: made.requests ?? list(), imports: made.imports, reexports: made.reexports, stars: made.stars,
      leads: record({}), reexported: record({}), exports: record({}), bindings: record({}), state: 'fresh',
      error: undefined, waiting: undefined, iterator: undefined, value: undefined,
      initialised: made.format !== 'module', code: made.code,
      module: undefined, token: undefined, settle: undefined,
    });
    const { requests } = instance;
    for (let i = 0; i < requests.length; i++) instance.leads[requests[i][0]] = requests[i][1];
    const again = made.reexports ?? list();
    for (let i = 0; i < again.length; i++) instance.reexported[again[i][0]] = again[i];
    mapSet(instances, instance.id, instance);
  };

  const answered = (json, asking) => {
    const answer = parse(json);
    const said = own(answer, 'error');
    if (said !== undefined) throw refusal(said, asking);
    return answer;
  };

  /** The instance that a specifier means to a referrer, made but not linked. */
  const find = (specifier, referrer, asking) => {
    const answer = answered(request(specifier, referrer, asking), asking);
    for (let i = 0; i < answer.builtins.length; i++) {
      const said = answer.builtins[i];
      const instance = vm.builtins.instanceOf(said[0], said[1], said[2]);
      mapSet(instances, instance.id, instance);
    }
    for (let i = 0; i < answer.made.length; i++) make(answer.made[i]);
    return mapGet(instances, answer.id);
  };

  const byId = (id) => mapGet(instances, id);

  const needed = (instance, specifier) => mapGet(instances, instance.leads[specifier]);

  /** The URI that a specifier means. */
  const resolve = (specifier, referrer, asking) => answered(vm.host.resolve(specifier, referrer, asking), asking).uri;

  vm.instances = record({ byId, find, needed, own, resolve, withCode });
}
