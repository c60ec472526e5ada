/** What is inside the braces of each kind of object: items, entries, properties, each as a piece of text. */
(vm) => {
  'use strict';
  const {
    getOwnPropertyDescriptor, hasOwn, isData, list, mapEntries, mapNext, mapSize, min, numberText, ownKeys, padStart,
    record, setNext, setSize, setValues, typedArrayLength,
  } = vm.primordials;
  const { asked, binary, keys } = vm;
  /** From the first hole on so many items are looked at one by one before the array's keys are listed. */
  const PROBED = 1000;

  /** Adds a piece; false once the budget is used up and nothing more can show. */
  const add = (state, output, text) => {
    output[output.length] = text;
    return state.left >= 0;
  };

  const addRest = (state, output, rest) => {
    if (rest > 0) add(state, output, '... ' + rest + ' more item' + (rest > 1 ? 's' : ''));
  };

  /** How many of `length` show. */
  const shownOf = (state, length) => (state.maxArrayLength < 0 ? 0 : min(length, state.maxArrayLength));

  const nested = (state, value, level, by = 2) => {
    if (typeof value === 'number') return vm.inspectValue(state, value, level);
    state.indentation += by;
    const text = vm.inspectValue(state, value, level);
    state.indentation -= by;
    return text;
  };

  const isAsked = ({ getters }, own) =>
    own.get !== undefined && getters !== false &&
    (getters === true || (getters === 'get' && own.set === undefined) || (getters === 'set' && own.set !== undefined));

  const accessor = (state, own, object, level) => {
    if (own.get === undefined) return own.set === undefined ? 'undefined' : '[Setter]';
    const label = own.set === undefined ? 'Getter' : 'Getter/Setter';
    if (!isAsked(state, own)) return '[' + label + ']';
    const { value, threw } = asked.got(object, own.get);
    if (threw !== undefined) return '[' + label + ': ' + threw + ']';
    const text = nested(state, value, level);
    const isObject = value !== null && (typeof value === 'object' || typeof value === 'function');
    return isObject ? '[' + label + '] ' + text : '[' + label + ': ' + text + ']';
  };

  const propertyValue = (state, own, object, level, by) => {
    if (own === undefined) return 'undefined'; // the user's own printing has deleted it meanwhile
    return isData(own) ? nested(state, own.value, level, by) : accessor(state, own, object, level);
  };

  /** `name: value`; `owner` is the object or the prototype that has it, `isTight` tells of `compact: true`. */
  const property = (state, object, key, level, isTight, owner = object) => {
    const own = getOwnPropertyDescriptor(owner, key);
    const name = vm.quoting.key(state, key, own === undefined || own.enumerable);
    state.left -= name.length + 2;
    if (!isTight) return name + ': ' + propertyValue(state, own, object, level, 2);
    const text = propertyValue(state, own, object, level, 3);
    return name + ':' + (vm.layout.width(text) > state.breakLength ? vm.layout.lineEnd(state, 3) : ' ') + text;
  };

  const properties = (state, object, shape, level, output) => {
    const { keys: names } = shape;
    const isTight = state.compact === true && !shape.items;
    for (let i = 0; i < names.length && state.left >= 0; i++) {
      add(state, output, property(state, object, names[i], level, isTight));
    }
  };

  /** What an object inherits, in brackets as all that is not its own. */
  const inherited = (state, object, found, level, output) => {
    for (let i = 0; i < found.length && state.left >= 0; i++) {
      add(state, output, property(state, object, found[i].key, level, state.compact === true, found[i].owner));
    }
  };

  const holes = (count) => '<' + count + ' empty item' + (count > 1 ? 's' : '') + '>';

  const isNumber = (own) => isData(own) && (typeof own.value === 'number' || typeof own.value === 'bigint');

  /** The items of an array. */
  const array = (state, object, level, output, shape) => {
    const shown = shownOf(state, object.length);
    let numeric = shape.keys.length === 0;
    for (let i = 0; i < shown; i++) {
      const own = getOwnPropertyDescriptor(object, i);
      if (own === undefined) return sparse(state, object, level, output, i);
      const item = isData(own) ? own.value : undefined;
      if (typeof item === 'number') {
        output[i] = vm.quoting.number(state, item);
        state.left -= output[i].length + 2;
        if (state.left < 0) return;
        continue;
      }
      numeric &&= typeof item === 'bigint';
      if (!add(state, output, propertyValue(state, own, object, level, 2))) return;
    }
    const rest = object.length - shown;
    shape.numeric = numeric && (rest === 0 || isNumber(getOwnPropertyDescriptor(object, shown)));
    addRest(state, output, rest);
  };

  /** The rest of an array with holes from index `at`, the first hole, on. */
  const sparse = (state, object, level, output, at) => {
    const most = shownOf(state, object.length);
    const items = itemsFrom(object, at);
    let next = at;
    for (let index = items(); index >= 0 && output.length < most; index = items()) {
      if (index !== next) {
        add(state, output, holes(index - next));
        next = index;
        if (output.length === most) break;
      }
      if (!add(state, output, propertyValue(state, getOwnPropertyDescriptor(object, index), object, level, 2))) return;
      next++;
    }
    if (output.length >= most) addRest(state, output, object.length - next);
    else if (object.length > next) add(state, output, holes(object.length - next));
  };

  /** A function that gives the index of the next item, from `at` on, -1 after the last. */
  const itemsFrom = (object, at) => {
    const last = min(object.length, at + PROBED);
    let index = at;
    let listed;
    let next = 0;
    return () => {
      for (; index < last; index++) if (hasOwn(object, index)) return index++;
      if (listed === undefined) {
        listed = ownKeys(object);
        while (next < listed.length && keys.isIndex(listed[next]) && +listed[next] < last) next++;
      }
      return next < listed.length && keys.isIndex(listed[next]) ? +listed[next++] : -1;
    };
  };

  const typedArray = (state, object, level, output, shape) => {
    const length = typedArrayLength(object);
    const shown = shownOf(state, length);
    shape.numeric = shape.keys.length === 0 && !state.showHidden;
    for (let i = 0; i < shown; i++) if (!add(state, output, vm.inspectValue(state, object[i], level))) return;
    addRest(state, output, length - shown);
    if (state.showHidden) binary.views(state, object, level, output);
  };

  const set = (state, object, level, output) => {
    const values = setValues(object);
    const size = setSize(object);
    const shown = shownOf(state, size);
    for (let i = 0; i < shown; i++) if (!add(state, output, nested(state, setNext(values).value, level))) return;
    addRest(state, output, size - shown);
  };

  const map = (state, object, level, output) => {
    const entries = mapEntries(object);
    const size = mapSize(object);
    const shown = shownOf(state, size);
    for (let i = 0; i < shown; i++) {
      const entry = mapNext(entries).value;
      if (entry === undefined) return; // the user's own printing has taken some out
      const text = nested(state, entry[0], level) + ' => ' + nested(state, entry[1], level);
      if (!add(state, output, text)) return;
    }
    addRest(state, output, size - shown);
  };

  const promise = (state, object, level, output) => {
    const known = vm.promises.stateOf(object);
    if (known === undefined) add(state, output, '<state unknown>');
    else if (known.state === 'pending') add(state, output, '<pending>');
    else {
      const text = nested(state, known.value, level);
      add(state, output, known.state === 'rejected' ? '<rejected> ' + text : text);
    }
  };

  /** The names of a module and their values now; those of a module that has not got there yet have none. */
  const namespace = (state, object, level, output, shape) => {
    const { keys: names } = shape;
    shape.keys = list();
    for (let i = 0; i < names.length && state.left >= 0; i++) {
      if (typeof names[i] === 'symbol') continue;
      const name = vm.quoting.key(state, names[i], true) + ': ';
      state.left -= name.length;
      add(state, output, name + namespaceValue(state, object, names[i], level));
    }
  };

  const namespaceValue = (state, object, name, level) => {
    let value;
    try {
      value = vm.brands.readNamespace(object, name);
    } catch {
      return '<uninitialized>';
    }
    return nested(state, value, level);
  };

  const unseen = (state, object, level, output) => {
    add(state, output, '<items unknown>');
  };

  /** By the kind of `vm.brands`: each fills `output`. */
  const fillers = record({
    Array: array, TypedArray: typedArray, Set: set, Map: map, ArrayBuffer: binary.buffer,
    SharedArrayBuffer: binary.sharedBuffer, DataView: binary.dataView, Promise: promise, WeakSet: unseen,
    WeakMap: unseen, Namespace: namespace,
  });

  vm.contents = record({ fillers, inherited, nested, properties });
}
