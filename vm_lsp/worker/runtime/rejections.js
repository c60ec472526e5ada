/**
 * Promises that statements came to: one that is rejected when the run is over was nobody's concern. The engine tells
 * nothing of rejections. What a statement comes to is in hand, though, and where somebody takes care of a rejection
 * (`.catch(…)`), the statement comes to the promise of that instead.
 */
(vm) => {
  'use strict';
  const { list, record } = vm.primordials;
  const MOST = 1000;
  const MOST_TOLD = 20;

  let noted = list();

  vm.rejections = record({
    /** The statement with this index came to a value. */
    note: (index, value) => {
      if (noted.length < MOST && vm.run.isPromise(value)) noted[noted.length] = record({ index, promise: value });
    },
    /** The run awaits this promise: it fails where that is rejected. */
    isAwaited: (promise) => {
      for (let i = 0; i < noted.length; i++) if (noted[i].promise === promise) noted[i].promise = undefined;
    },
    /** Has the promises found out about, with others that were met. */
    meet: () => {
      for (let i = 0; i < noted.length; i++) {
        if (noted[i].promise !== undefined) vm.promises.stateOf(noted[i].promise);
      }
    },
    /** Those rejected, as JSON: [{index, exception}]. */
    told: () => {
      const told = list();
      for (let i = 0; i < noted.length && told.length < MOST_TOLD; i++) {
        if (noted[i].promise === undefined) continue;
        const known = vm.promises.stateOf(noted[i].promise);
        if (known === undefined || known.state !== 'rejected') continue;
        told[told.length] = record({ index: noted[i].index, exception: vm.exceptions.describe(known.value) });
      }
      return vm.text(told);
    },
    forget: () => {
      noted = list();
    },
  });
}
