/** What is printed on its way to the host: with the place of the call, indented by its groups, and bounded. */
(vm) => {
  'use strict';
  const { indexOf, record, repeat, slice, wellFormed } = vm.primordials;
  const { report } = vm.host;
  /** What `cut` may leave out of a text that it cuts: so that one over the limit is still over it when it arrives. */
  const SLACK = 4;
  const STEP = 2;
  /** Deeper groups look like this one: else a million of them would make a line of a megabyte. */
  const DEEPEST = 50;

  /** `origin` is where a timer was set whose callback is a function of ours: no code of the user's is running then. */
  const state = record({ limit: 1 << 20, groups: 0, origin: undefined });

  const indented = (text, prefix) => {
    let result = prefix;
    let done = 0;
    for (let at = indexOf(text, '\n'); at >= 0 && result.length <= state.limit; at = indexOf(text, '\n', done)) {
      result += slice(text, done, at + 1) + prefix;
      done = at + 1;
    }
    return result + slice(text, done);
  };

  vm.printing = record({
    /** Sends `text`, printed by the console's `method`, at a level: log, info, debug, warn or error. */
    print: (method, level, text) => {
      if (vm.run.exited()) return;
      const place = vm.stacks.caller() ?? state.origin;
      const { groups, limit } = state;
      const prefix = repeat(' ', STEP * (groups < DEEPEST ? groups : DEEPEST));
      const whole = prefix === '' ? text : indented(text, prefix);
      report(vm.text(record({
        kind: 'console', method, level, text: vm.values.cut(wellFormed(slice(whole, 0, limit + 1)), limit),
        line: place?.line ?? null, column: place?.column ?? null,
      })));
    },
    /** How many characters of one call can arrive. */
    limit: () => state.limit,
    group: () => {
      state.groups++;
    },
    ungroup: () => {
      if (state.groups > 0) state.groups--;
    },
    /** Calls `action` as if from a place; undefined where the place is known otherwise. */
    from: (place, action) => {
      state.origin = place;
      action();
      state.origin = undefined;
    },
    /**
     * Before a run: how many bytes it may print, a longer text being cut a few bytes later, by which the host sees that
     * it was longer. No run begins indented because one before it threw in the middle of a group.
     */
    begin: (bytes) => {
      state.limit = bytes + SLACK;
      state.groups = 0;
      state.origin = undefined;
    },
  });
}
