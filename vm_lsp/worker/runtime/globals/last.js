/**
 * `_`, what the last run came to, and `_error`, what the last one that failed threw. As soon as user code assigns or
 * declares one of these names it is the user's, and stays so.
 */
(vm) => {
  'use strict';
  const { record } = vm.primordials;
  const last = record({ value: undefined, error: undefined });

  vm.declareOwn('_', () => last.value);
  vm.declareOwn('_error', () => last.error);

  vm.last = record({
    /** A run that came to nothing, as after a declaration, leaves `_` as it was. */
    cameTo: (value) => {
      if (value !== undefined) last.value = value;
    },
    failed: (error) => {
      last.error = error;
    },
  });
}
