/** What is inside the braces of each kind of object: items, entries, properties, each as a piece of text. */
(vm) => {
  'use strict';
  const {
    Uint8Array, bufferLength, exec, getOwnPropertyDescriptor, isData, list, mapEntries, mapNext, mapSize, min,
    numberText, ownKeys, padStart, propertyIsEnumerable, record, setNext, setSize, setValues, sharedBufferLength,
    typedArrayLength, dataViewLength, dataViewOffset, dataViewBuffer,
  } = vm.primordials;
  const MOST_ITEMS = 100;
  /** Beyond, an array's keys are not listed to look for some that are no index: that takes time for each item. */
  const LISTED_ARRAY = 10000;
  const INDEX = /^(0|[1-9][0-9]{0,9})$/;

  /** Adds a piece; false once the budget is used up and nothing more can show. */
  const add = (state, output, text) => {
    output[output.length] = text;
    return state.left > 0;
  };

  const addRest = (state, output, rest, what = 'item') => {
    if (rest > 0) add(state, output, '... ' + rest + ' more ' + what + (rest > 1 ? 's' : ''));
    return rest > 0;
  };

  const nested = (state, value, level, by = 2) => {
    state.indentation += by;
    const text = vm.inspectValue(state, value, level);
    state.indentation -= by;
    return text;
  };

  const accessor = (own) => {
    if (own.get !== undefined) return own.set !== undefined ? '[Getter/Setter]' : '[Getter]';
    return own.set !== undefined ? '[Setter]' : 'undefined';
  };

  const propertyValue = (state, own, level) => (isData(own) ? nested(state, own.value, level) : accessor(own));

  const property = (state, object, key, level) => {
    const own = getOwnPropertyDescriptor(object, key);
    const name = vm.quoting.key(key, own.enumerable);
    state.left -= name.length + 4;
    return name + ': ' + propertyValue(state, own, level);
  };

  /** The keys that show: enumerable ones, symbols last. */
  const keysOf = (object) => filtered(object, () => true);

  const filtered = (object, wanted) => {
    const all = ownKeys(object);
    const keys = list();
    for (let i = 0; i < all.length; i++) {
      if (wanted(all[i]) && propertyIsEnumerable(object, all[i])) keys[keys.length] = all[i];
    }
    return keys;
  };

  /** The keys of an array that are no index. */
  const extraKeys = (object, length) => {
    if (length > LISTED_ARRAY) return list();
    return filtered(object, (key) => typeof key === 'symbol' || exec(INDEX, key) === null);
  };

  const properties = (state, object, keys, level, output) => {
    for (let i = 0; i < keys.length && state.left > 0; i++) add(state, output, property(state, object, keys[i], level));
  };

  const holes = (count) => '<' + count + ' empty item' + (count > 1 ? 's' : '') + '>';

  /** The items of an array; true if the last piece counts what was left out. */
  const array = (state, object, level, output) => {
    const shown = min(object.length, MOST_ITEMS);
    for (let i = 0; i < shown; i++) {
      const own = getOwnPropertyDescriptor(object, i);
      if (own === undefined) return sparse(state, object, level, output, i);
      if (!add(state, output, propertyValue(state, own, level))) return false;
    }
    return addRest(state, output, object.length - shown);
  };

  /** The rest of an array with holes from index `at`, the first hole, on. */
  const sparse = (state, object, level, output, at) => {
    const keys = ownKeys(object);
    let next = at;
    for (let i = at; i < keys.length && output.length < MOST_ITEMS; i++) {
      if (typeof keys[i] === 'symbol' || exec(INDEX, keys[i]) === null) break;
      const index = +keys[i];
      if (index !== next) add(state, output, holes(index - next));
      next = index;
      if (output.length === MOST_ITEMS) break;
      if (!add(state, output, propertyValue(state, getOwnPropertyDescriptor(object, keys[i]), level))) return false;
      next++;
    }
    if (output.length >= MOST_ITEMS) return addRest(state, output, object.length - next);
    if (object.length > next) add(state, output, holes(object.length - next));
    return false;
  };

  const typedArray = (state, object, level, output) => {
    const length = typedArrayLength(object);
    const shown = min(length, MOST_ITEMS);
    for (let i = 0; i < shown; i++) add(state, output, vm.inspectValue(state, object[i], level));
    return addRest(state, output, length - shown);
  };

  const set = (state, object, level, output) => {
    const values = setValues(object);
    const shown = min(setSize(object), MOST_ITEMS);
    for (let i = 0; i < shown; i++) if (!add(state, output, nested(state, setNext(values).value, level))) return;
    addRest(state, output, setSize(object) - shown);
  };

  const map = (state, object, level, output) => {
    const entries = mapEntries(object);
    const shown = min(mapSize(object), MOST_ITEMS);
    for (let i = 0; i < shown; i++) {
      const entry = mapNext(entries).value;
      const text = nested(state, entry[0], level) + ' => ' + nested(state, entry[1], level);
      if (!add(state, output, text)) return;
    }
    addRest(state, output, mapSize(object) - shown);
  };

  /** The bytes of a buffer, undefined where it was transferred to another one. */
  const bytesOf = (object) => {
    try {
      return new Uint8Array(object);
    } catch {
      return undefined;
    }
  };

  const buffer = (lengthOf) => (state, object, level, output) => {
    const length = lengthOf(object);
    const bytes = bytesOf(object);
    if (bytes === undefined) {
      add(state, output, '(detached)');
      add(state, output, 'byteLength: 0');
      return;
    }
    const shown = min(length, MOST_ITEMS);
    let text = '';
    for (let i = 0; i < shown; i++) text += (i > 0 ? ' ' : '') + padStart(numberText(bytes[i], 16), 2, '0');
    const rest = length - shown;
    if (rest > 0) text += ' ... ' + rest + ' more byte' + (rest > 1 ? 's' : '');
    add(state, output, '[Uint8Contents]: <' + text + '>');
    add(state, output, 'byteLength: ' + length);
  };

  const dataView = (state, object, level, output) => {
    add(state, output, 'byteLength: ' + dataViewLength(object));
    add(state, output, 'byteOffset: ' + dataViewOffset(object));
    add(state, output, 'buffer: ' + nested(state, dataViewBuffer(object), level));
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

  const unseen = (state, object, level, output) => {
    add(state, output, '<items unknown>');
  };

  /** By the kind of `vm.brands`: each fills `output` and may return true where the last piece counts the rest. */
  const fillers = record({
    Array: array, TypedArray: typedArray, Set: set, Map: map, ArrayBuffer: buffer(bufferLength),
    SharedArrayBuffer: buffer(sharedBufferLength), DataView: dataView, Promise: promise, WeakSet: unseen,
    WeakMap: unseen,
  });

  vm.contents = record({ extraKeys, fillers, keysOf, properties, nested });
}
