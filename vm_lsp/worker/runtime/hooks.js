/**
 * What rewritten scripts call (see source/rewrite.py): what their statements came to, which names they declare, what
 * was thrown. They know the hook by a name that no user code can guess.
 */
(vm) => {
  'use strict';
  const { defineProperty, ownKeys, record, setPrototypeOf } = vm.primordials;
  const { report } = vm.host;

  const send = (index, value, names) => {
    const { type, preview } = vm.values.short(value);
    report(vm.text(record({ kind: 'statement', index, type, preview, names })));
  };

  /** Scripts leave here what the expressions in their last, compound statement come to. */
  const hook = record({ completion: undefined });
  const methods = record({
    declare: vm.declare,
    /** An expression statement that is not the last one. */
    value: (index, value) => {
      if (value !== undefined) send(index, value, null);
    },
    /** The last statement, if it is an expression. */
    last: (value) => vm.run.comesTo(value),
    /** The last statement, if it is a compound one. */
    completed: () => {
      vm.run.comesTo(hook.completion);
      hook.completion = undefined;
    },
    /** A declaration and the values it gave to its names. */
    bound: (index, values) => {
      const names = ownKeys(values);
      setPrototypeOf(names, null);
      send(index, names.length === 1 ? values[names[0]] : values, names);
    },
    thrown: (error) => {
      hook.completion = undefined;
      if (error !== vm.impossible) vm.run.fail(error); // else nothing has begun: the original is run
      throw null; // ends the script; of anything else the engine's binding would call methods
    },
  });

  const names = ownKeys(methods);
  for (let i = 0; i < names.length; i++) {
    defineProperty(hook, names[i], record({ value: methods[names[i]], writable: false, configurable: false }));
  }
  vm.hook = hook;
}
