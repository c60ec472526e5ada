/**
 * Where things were thrown that are no errors: the engine notes no place for those, so that every `throw` statement
 * says what it throws (see source/throwing.py). Of a value that many can throw, the last few places are kept.
 */
(vm) => {
  'use strict';
  const { WeakMap, Error, is, isError, list, record, weakGet, weakSet } = vm.primordials;
  const { stacks } = vm;
  const KEPT = 16;
  /** Ours, and as many of the user's as an error has. */
  const HELD_FRAMES = 12;

  /** The stacks of objects and functions, as the engine writes them. */
  const ofObjects = new WeakMap();
  /** {value, stack} of what was thrown last and is no object; the next one goes to `next`. */
  let others = list();
  let next = 0;

  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

  const note = (value) => {
    const stack = stacks.quietly(() => stacks.readStack(new Error()), HELD_FRAMES);
    if (isObject(value)) {
      weakSet(ofObjects, value, stack);
    } else {
      others[next] = record({ value, stack });
      next = (next + 1) % KEPT;
    }
  };

  const stackOf = (value) => {
    if (isObject(value)) return weakGet(ofObjects, value);
    for (let back = 1; back <= KEPT; back++) {
      const entry = others[(next + KEPT - back) % KEPT];
      if (entry !== undefined && is(entry.value, value)) return entry.stack;
    }
    return undefined;
  };

  vm.throws = record({
    /** Returns what it is given; it is about to be thrown. */
    throwing: (value) => {
      if (!isError(value) || vm.proxies.isProxy(value)) note(value);
      return value;
    },
    /** The frames from where something was thrown, none where no statement of the user's did. */
    framesOf: (value) => {
      const stack = stackOf(value);
      return stack === undefined ? list() : stacks.visible(stacks.parse(stack));
    },
    /** Forgets what earlier runs threw, so that it is not held on to. */
    forget: () => {
      others = list();
      next = 0;
    },
  });
}
