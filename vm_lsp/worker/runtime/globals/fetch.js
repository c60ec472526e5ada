/**
 * `fetch`: a function, since packages take hold of it when they are loaded and call it much later; a call says why
 * nothing is to be had. What else a session lacks is not defined: packages look for it to see where they run, and
 * who names it all the same reads the reason in the error (see refusals.js).
 */
(vm) => {
  'use strict';
  const { TypeError, record } = vm.primordials;
  const functions = record({
    async fetch(input) {
      throw new TypeError('fetch failed: ' + vm.refusals.NETWORK);
    },
  });
  return record({ fetch: functions.fetch });
}
