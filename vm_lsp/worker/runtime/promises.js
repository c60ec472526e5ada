/**
 * What is known of promises. The engine tells nothing of a promise's state; one that was met while printing can be
 * probed once the run is over, and from then on is known for good.
 */
(vm) => {
  'use strict';
  const {
    Promise, WeakMap, getOwnPropertyDescriptor, getPrototypeOf, isData, list, record, weakGet, weakSet,
  } = vm.primordials;
  const known = new WeakMap();
  let met = list();

  /** Whether awaiting it runs no code but the engine's. */
  const isPlain = (promise) => {
    if (getPrototypeOf(promise) !== Promise.prototype) return false;
    const inherited = getOwnPropertyDescriptor(Promise.prototype, 'constructor');
    if (!isData(inherited) || inherited.value !== Promise) return false;
    return getOwnPropertyDescriptor(promise, 'constructor') === undefined;
  };

  const probe = async (promise, entry) => {
    try {
      entry.value = await promise;
      entry.state = 'fulfilled';
    } catch (error) {
      entry.value = error;
      entry.state = 'rejected';
    }
  };

  vm.promises = record({
    /** {state: 'pending' | 'fulfilled' | 'rejected', value}, or undefined where it is not known yet. */
    stateOf: (promise) => {
      const entry = weakGet(known, promise);
      if (entry === undefined && isPlain(promise)) met[met.length] = promise;
      return entry;
    },
    /** Probes those met; true if there were any: once the jobs have run they are known. */
    probe: () => {
      const probed = met;
      met = list();
      for (let i = 0; i < probed.length; i++) {
        if (weakGet(known, probed[i]) !== undefined) continue;
        const entry = record({ state: 'pending', value: undefined });
        weakSet(known, probed[i], entry);
        probe(probed[i], entry);
      }
      return probed.length > 0;
    },
    /** Forgets those met: what was printed while the run went on stays as it is. */
    forget: () => {
      met = list();
    },
  });
}
