/** `node:timers`: the globals. */
(vm) => {
  'use strict';
  const { global } = vm.primordials;
  const { clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } = global;
  return {
    setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval, clearInterval,
    promises: vm.part('node/timers_promises'),
  };
}
