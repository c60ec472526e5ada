/** `FinalizationRegistry` whose callbacks end the run when they throw, as a timer's do: the engine lets them escape. */
(vm) => {
  'use strict';
  const { FinalizationRegistry, defineProperty, global, record } = vm.primordials;

  class GuardedRegistry extends FinalizationRegistry {
    constructor(callback) {
      super(typeof callback !== 'function' ? callback : (held) => vm.run.guarded(callback, [held]));
    }
  }
  defineProperty(GuardedRegistry, 'name', record({ value: 'FinalizationRegistry', configurable: true }));
  defineProperty(global, 'FinalizationRegistry', record({
    value: GuardedRegistry, writable: true, enumerable: false, configurable: true,
  }));
}
