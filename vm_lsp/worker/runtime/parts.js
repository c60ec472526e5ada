/** Parts of the runtime that few sessions need: set up when they are first asked for, so that a start stays quick. */
(vm) => {
  'use strict';
  const { evaluate, record } = vm.primordials;
  const { part: textOf } = vm.host;
  const made = record({});

  /** What the file of that name returns. Like any other it uses primordials alone: user code has run before it. */
  vm.part = (name) => {
    made[name] ??= vm.stacks.quietly(() => evaluate(textOf(name)))(vm);
    return made[name];
  };
}
