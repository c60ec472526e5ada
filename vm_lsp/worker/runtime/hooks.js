/**
 * What rewritten scripts call (see source/rewriter.py): what their statements came to, which names they declare, what
 * was thrown. They know the hook by a name that no user code can guess.
 */
(vm) => {
  'use strict';
  const { defineProperty, global, ownKeys, record, setPrototypeOf } = vm.primordials;
  const { report } = vm.host;

  const send = (index, value, names) => {
    const { type, preview } = vm.values.short(value);
    report(vm.text(record({ kind: 'statement', index, type, preview, names })));
  };

  /** A script that awaits can go on in a later run: it has nothing to tell of that one. */
  const hookOf = (isCurrent) => {
    const hook = record({ over: false, nothing: undefined });
    /** What a script that consists of a function's lines has returned so far, and the number of the statement. */
    const answer = record({ index: -1, value: undefined });
    const methods = record({
      /** Begins a script: with it the names that it declares. */
      declare: (constants, lets, vars, functions, makes) => {
        vm.declare(constants, lets, vars, functions, makes);
        vm.run.begin();
      },
      /** Whether `delete` can't take a global away. */
      keeps: vm.keeps,
      /** An expression statement that is not the last one. Returns the value, which may be the script's in the end. */
      value: (index, value) => {
        if (value !== undefined && isCurrent()) {
          vm.rejections.note(index, value);
          send(index, value, null);
        }
        return value;
      },
      /** What a script came to so far, whose value the engine does not tell. */
      last: (value) => {
        if (isCurrent()) vm.run.comesTo(value);
      },
      result: () => (isCurrent() ? vm.run.soFar() : undefined),
      /** A declaration and the values it gave to its names. Returns an object, which is taken apart into nothing. */
      bound: (index, values) => {
        if (isCurrent()) {
          const names = ownKeys(values);
          setPrototypeOf(names, null);
          send(index, names.length === 1 ? values[names[0]] : values, names);
        }
        return values;
      },
      thrown: (error) => {
        if (error !== vm.impossible && isCurrent()) vm.run.fail(error); // else nothing has begun: the original is run
        throw null; // ends the script; of anything else the engine's binding would call methods
      },
      /** What a `throw` statement throws. */
      throwing: vm.throws.throwing,
      /** A function in a block, which a sloppy script has outside of it as well. */
      global: (name, value) => {
        global[name] = value;
      },
      /** A stretch of a script that awaits, in `{'<eval>': stretch}`: that gives it its name in stacks. */
      main: (named) => vm.run.main(named['<eval>'], hookOf(vm.run.current())),
      /** An import statement: the names it binds follow their module. */
      importing: (json, referrer) => vm.modules.importing(json, referrer),
      /** What `import()` and `import.meta` are in a document. */
      import: (referrer) => (specifier, options) => vm.modules.dynamic(specifier, referrer, options),
      meta: (referrer) => vm.meta(referrer),
      returned: (index, value) => {
        answer.index = index;
        answer.value = value;
      },
      /** Its end, or that of a stretch of it: what was returned, if anything, was broken out of. */
      reached: () => {
        answer.index = -1;
      },
      /** Nothing of a stretch of it is left to run. */
      ended: () => {
        hook.over = true;
        if (!isCurrent() || vm.run.failed()) return;
        if (answer.index < 0) vm.run.next();
        else vm.run.returns(answer.value, answer.index);
      },
      /** A stretch is done. */
      next: () => {
        hook.over = true;
        if (isCurrent()) vm.run.next();
      },
    });

    const names = ownKeys(methods);
    for (let i = 0; i < names.length; i++) {
      defineProperty(hook, names[i], record({ value: methods[names[i]], writable: false, configurable: false }));
    }
    return hook;
  };

  vm.hook = hookOf(() => true);
}
