/**
 * A module of Node's that a session has not, for packages: many load one for the little of them that would use it.
 * What is called of it throws, and says why.
 */
(vm) => {
  'use strict';
  const { hasOwn, indexOf, put, slice } = vm.primordials;
  const names = vm.part('node/absent_names');

  const refusing = (name, reason) => function () {
    throw vm.refusals.error(name + ' was called. ' + reason, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM');
  };

  return (name, reason) => {
    const module = { constants: {} };
    let rest = hasOwn(names, name) ? names[name] : '';
    while (rest !== '') {
      const space = indexOf(rest, ' ');
      const one = space < 0 ? rest : slice(rest, 0, space);
      put(module, one, refusing(name + '.' + one, reason));
      rest = space < 0 ? '' : slice(rest, space + 1);
    }
    if (name === 'fs') put(module, 'promises', vm.part('node/absent')('fs/promises', reason));
    if (name === 'worker_threads') put(module, 'isMainThread', true);
    return module;
  };
}
