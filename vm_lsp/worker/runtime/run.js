/** The run under way: what it came to, or how it failed. The first failure counts. */
(vm) => {
  'use strict';
  const { apply, evaluate, record } = vm.primordials;
  const { failing } = vm.host;

  /** `count` tells the runs apart: what an earlier one left behind must not end this one. */
  const run = record({ value: undefined, failed: false, error: undefined, count: 0 });

  /** Keeps the first failure. Memory may be at an end here: nothing is allocated before it is kept. */
  const fail = (error) => {
    if (run.failed) return;
    run.failed = true;
    run.error = error;
    try {
      failing(error === null);
    } catch {
      // Memory does not even suffice to call the host, which only wanted to see how much is left.
    }
  };

  const guarded = (callback, args) => {
    try {
      apply(callback, undefined, args);
    } catch (error) {
      fail(error);
    }
  };

  const awaitValue = async () => {
    const { count, value } = run;
    try {
      const settled = await value;
      if (count === run.count) run.value = settled;
    } catch (error) {
      if (count === run.count) fail(error);
    }
  };

  const isPromise = (value) =>
    typeof value === 'object' && value !== null && !vm.proxies.isProxy(value) && vm.brands.isPromise(value);

  vm.run = record({
    /** Before a run, and after it, so that nothing is held on to. */
    reset: () => {
      run.value = undefined;
      run.failed = false;
      run.error = undefined;
      run.count++;
    },
    /** Lets the run wait for its value, where that is a promise; called when the main script has ended. */
    settle: () => {
      if (!run.failed && isPromise(run.value)) awaitValue();
    },
    /**
     * Runs a script that has no hooks in it. Its let, const and class are its own then, but what it came to and what
     * it threw are known for what they are.
     */
    evaluate: (code) => {
      try {
        run.value = evaluate(code);
      } catch (error) {
        fail(error);
      }
    },
    /** Calls the user's function; what it throws ends the run. */
    guarded,
    fail,
    comesTo: (value) => {
      run.value = value;
    },
    failed: () => run.failed,
    value: () => run.value,
    error: () => run.error,
  });
}
