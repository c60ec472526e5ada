/** The run under way: what it came to, or how it failed. The first failure counts. */
(vm) => {
  'use strict';
  const { Error, apply, evaluate, list, record } = vm.primordials;
  const { failing } = vm.host;

  /** `count` tells the runs apart: what an earlier one left behind must not end this one. */
  const run = record({
    value: undefined, place: null, failed: false, error: undefined, awaited: false, exited: false, count: 0,
  });

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

  /** A direct eval in sloppy code keeps what a script declares to itself; its own name is what makes it direct. */
  const compile = evaluate('(eval, code) => { eval(code); }');

  /**
   * Ends the run as `process.exit` ends a program: what comes after has no effect that is seen, even where its code
   * catches what is thrown here. Any code but 0 makes it a failure.
   */
  const exit = (given) => {
    const code = given === undefined || given === null ? 0 : +given;
    const error = new Error('process.exit(' + code + ') ended the run');
    error.name = 'ProcessExit';
    error.code = code;
    if (code !== 0) fail(error);
    run.failed = true;
    run.exited = true;
    throw error;
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
    vm.rejections.isAwaited(value);
    try {
      const settled = await value;
      if (count === run.count) run.value = settled;
    } catch (error) {
      if (count !== run.count) return;
      run.awaited = !run.failed;
      fail(error);
    }
  };

  const isPromise = (value) =>
    typeof value === 'object' && value !== null && !vm.proxies.isProxy(value) && vm.brands.isPromise(value);

  /** The stretches of a script that awaits, each with its hook; how many have begun, and the last one's promise. */
  const script = record({ stretches: list(), begun: 0, pending: undefined, isBegun: false });

  const forget = () => {
    script.stretches = list();
    script.begun = 0;
    script.pending = undefined;
  };

  /** Begins the next stretch, or after the last one waits for the value; stacks end at its name, see stacks.js. */
  const { '<next>': next } = record({ '<next>': () => {
    script.pending = undefined;
    if (script.begun === script.stretches.length) {
      if (isPromise(run.value)) awaitValue();
      return;
    }
    const { stretch, hook } = script.stretches[script.begun++];
    const { begun } = script;
    const promise = apply(stretch, undefined, [hook]);
    // It may be over by now, and those behind it too: only one that is not holds up the script.
    if (script.begun === begun && !hook.over) script.pending = promise;
  } });


  vm.run = record({
    /** Before a run, and after it, so that nothing is held on to. */
    reset: () => {
      forget();
      vm.throws.forget();
      vm.rejections.forget();
      run.value = undefined;
      run.place = null;
      run.failed = false;
      run.error = undefined;
      run.awaited = false;
      run.exited = false;
      run.count++;
    },
    /** Goes on with a script that awaits, else with a value that is a promise; called when the script has ended. */
    settle: () => {
      if (!run.failed) next();
    },
    /** Adds a stretch, which begins once the script's functions are there. */
    main: (stretch, hook) => {
      script.stretches[script.stretches.length] = record({ stretch, hook });
    },
    next,
    isPromise,
    /** Returns a function that tells whether this run is still the one under way. */
    current: () => {
      const { count } = run;
      return () => count === run.count && !run.exited;
    },
    /**
     * Runs a script with hooks in it as `eval` does, which tells what it comes to. Returns false where it did not even
     * begin: the engine does not take it, or a name of it can't be ours.
     */
    script: (code) => {
      script.isBegun = false;
      try {
        const value = evaluate(code);
        if (script.stretches.length === 0) run.value = value;
      } catch (error) {
        if (!script.isBegun) return false;
        fail(error);
      }
      return true;
    },
    /** Called by a script as soon as it runs. */
    begin: () => {
      script.isBegun = true;
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
    exit,
    fail,
    comesTo: (value) => {
      run.value = value;
    },
    /** The script returned, at the statement of that number: what there is left of it does not begin. */
    returns: (value, place) => {
      run.value = value;
      run.place = place;
      script.begun = script.stretches.length;
      next();
    },
    /** The number of the statement that the value is of, where that is not the last one: null. */
    place: () => run.place,
    /** Whether the engine would run a script; none of it is run, and nothing that it declares comes to be. */
    compiles: (code) => {
      try {
        compile(evaluate, 'throw null;' + code);
      } catch (error) {
        return error === null;
      }
      return false;
    },
    /** Whether it is over before its end. */
    failed: () => run.failed,
    /** Whether it ended itself by `process.exit`; without an error, if that said so. */
    exited: () => run.exited,
    isError: () => run.failed && (!run.exited || run.error !== undefined),
    /** What the run came to; while its script waits for what nothing settles any more, its promise. */
    value: () => (run.exited ? undefined : script.pending ?? run.value),
    /** What it came to so far, while it runs. */
    soFar: () => run.value,
    error: () => run.error,
    /** Whether it failed because its value, a promise, was rejected. */
    awaited: () => run.awaited,
  });
}
