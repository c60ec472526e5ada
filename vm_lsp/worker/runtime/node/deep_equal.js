/**
 * Whether two values are alike in structure, by Node's rules for `assert.deepEqual` and `assert.deepStrictEqual`.
 * Properties are read as anybody reads them: getters and traps of the user's run.
 */
(vm) => {
  'use strict';
  const {
    Map, Uint8Array, bigintValue, booleanValue, bufferLength, dataViewLength, dateValue,
    getOwnPropertyDescriptor, getPrototypeOf, is, isArray, list, mapDelete, mapEntries, mapGet, mapHas, mapNext, mapSet,
    mapSize, numberValue, objectText, ownKeys, propertyIsEnumerable, record, regExpFlag, regExpSource, setHas, setNext,
    setSize, setValues, sharedBufferLength, stringValue, symbolValue, typedArrayBuffer, typedArrayLength,
    typedArrayOffset, typedArrayTag, dataViewBuffer, dataViewOffset, typedArrayBytes,
  } = vm.primordials;

  const isObject = (value) => typeof value === 'object' && value !== null;
  const isNaN = (value) => value !== value;

  /** A proxy is what its traps say, and has nothing inside. */
  const kindOf = (value) => {
    if (!vm.proxies.isProxy(value)) return vm.brands.of(value);
    return isArray(value) ? 'Array' : '';
  };

  const isIndex = (key) => typeof key === 'string' && key === '' + (key >>> 0) && key >>> 0 !== 4294967295;

  /** The enumerable keys, those of symbols only where the comparison is strict. */
  const keysOf = (value, strict, withIndices) => {
    const all = ownKeys(value);
    const keys = list();
    for (let i = 0; i < all.length; i++) {
      const key = all[i];
      if (!propertyIsEnumerable(value, key)) continue;
      if (typeof key === 'symbol' ? strict : withIndices || !isIndex(key)) keys[keys.length] = key;
    }
    return keys;
  };

  const sameKeys = (one, other, strict, withIndices) => {
    const keys = keysOf(one, strict, withIndices);
    if (keys.length !== keysOf(other, strict, withIndices).length) return undefined;
    for (let i = 0; i < keys.length; i++) if (!propertyIsEnumerable(other, keys[i])) return undefined;
    return keys;
  };

  const bytesOf = (value, kind) => {
    if (kind === 'TypedArray') {
      return new Uint8Array(typedArrayBuffer(value), typedArrayOffset(value), typedArrayBytes(value));
    }
    if (kind === 'DataView') return new Uint8Array(dataViewBuffer(value), dataViewOffset(value), dataViewLength(value));
    return new Uint8Array(value);
  };

  const sameBytes = (one, other, kind) => {
    const bytes = bytesOf(one, kind);
    const others = bytesOf(other, kind);
    const length = typedArrayLength(bytes);
    if (length !== typedArrayLength(others)) return false;
    for (let i = 0; i < length; i++) if (bytes[i] !== others[i]) return false;
    return true;
  };

  const sameNumbers = (one, other) => {
    if (typedArrayLength(one) !== typedArrayLength(other)) return false;
    for (let i = 0; i < typedArrayLength(one); i++) {
      if (one[i] !== other[i] && !(isNaN(one[i]) && isNaN(other[i]))) return false;
    }
    return true;
  };

  const isFloat = (value) => typedArrayTag(value) === 'Float32Array' || typedArrayTag(value) === 'Float64Array';

  const sameRegExp = (one, other) => {
    if (regExpSource(one) !== regExpSource(other) || one.lastIndex !== other.lastIndex) return false;
    const letters = ownKeys(regExpFlag);
    for (let i = 0; i < letters.length; i++) {
      const flag = regExpFlag[letters[i]];
      if (flag(one) !== flag(other)) return false;
    }
    return true;
  };

  const values = record({
    Number: numberValue, String: stringValue, Boolean: booleanValue, BigInt: bigintValue, Symbol: symbolValue,
  });

  /** What is inside besides properties, by kind; undefined where there is nothing. */
  const insides = record({
    Date: (one, other) => is(dateValue(one), dateValue(other)),
    RegExp: sameRegExp,
    Error: (one, other) => one.message === other.message && one.name === other.name,
    ArrayBuffer: (one, other) => bufferLength(one) === bufferLength(other) && sameBytes(one, other, 'ArrayBuffer'),
    SharedArrayBuffer: (one, other) =>
      sharedBufferLength(one) === sharedBufferLength(other) && sameBytes(one, other, 'SharedArrayBuffer'),
    DataView: (one, other) => sameBytes(one, other, 'DataView'),
    TypedArray: (one, other, strict) =>
      typedArrayTag(one) === typedArrayTag(other) &&
      (!strict && isFloat(one) ? sameNumbers(one, other) : sameBytes(one, other, 'TypedArray')),
    Array: (one, other) => one.length === other.length,
    Set: (one, other) => setSize(one) === setSize(other),
    Map: (one, other) => mapSize(one) === mapSize(other),
  });

  const boxed = (kind) => (one, other) => is(values[kind](one), values[kind](other));
  const kinds = ownKeys(values);
  for (let i = 0; i < kinds.length; i++) insides[kinds[i]] = boxed(kinds[i]);

  /** The pairs under comparison: one met again further down is taken for alike, since it is if the rest is. */
  const guarded = (state, one, other, compare) => {
    const known = mapGet(state.pairs, one);
    if (known !== undefined) {
      for (let i = 0; i < known.length; i++) if (known[i] === other) return true;
    }
    const others = known ?? list();
    others[others.length] = other;
    mapSet(state.pairs, one, others);
    const result = compare();
    others.length--;
    if (others.length === 0) mapDelete(state.pairs, one);
    return result;
  };

  const equal = (state, one, other) => {
    const { strict } = state;
    if (one === other) return one !== 0 || !strict || is(one, other);
    if (!isObject(one) || !isObject(other)) return equalPrimitives(strict, one, other);
    if (strict && getPrototypeOf(one) !== getPrototypeOf(other)) return false;
    if (objectText(one) !== objectText(other)) return false;
    const kind = kindOf(one);
    if (kind !== kindOf(other)) return false;
    if (insides[kind] !== undefined && !insides[kind](one, other, strict)) return false;
    const keys = sameKeys(one, other, strict, kind !== 'TypedArray' && kind !== 'Array');
    if (keys === undefined) return false;
    return guarded(state, one, other, () => sameContent(state, one, other, kind, keys));
  };

  const equalPrimitives = (strict, one, other) => {
    if (isObject(one) || isObject(other)) return false;
    if (isNaN(one) && isNaN(other)) return true;
    return !strict && one == other; // as people who ask for it want it
  };

  const sameContent = (state, one, other, kind, keys) => {
    for (let i = 0; i < keys.length; i++) if (!equal(state, one[keys[i]], other[keys[i]])) return false;
    if (kind === 'Array') return sameItems(state, one, other);
    if (kind === 'Set') return sameSets(state, one, other);
    return kind === 'Map' ? sameMaps(state, one, other) : true;
  };

  const has = (array, i) => getOwnPropertyDescriptor(array, i) !== undefined;

  const sameItems = (state, one, other) => {
    for (let i = 0; i < one.length; i++) {
      if (has(one, i) !== has(other, i)) return false;
      if (!equal(state, one[i], other[i])) return false;
    }
    return true;
  };

  /** Whether an unused one of `candidates` is as `alike` says; it is used then. */
  const claim = (candidates, alike) => {
    for (let i = 0; i < candidates.length; i++) {
      if (candidates[i] === undefined || !alike(candidates[i])) continue;
      candidates[i] = undefined;
      return true;
    }
    return false;
  };

  const isSearched = (state, value) => isObject(value) || !state.strict;

  const sameSets = (state, one, other) => {
    const candidates = list();
    const there = setValues(other);
    for (let step = setNext(there); !step.done; step = setNext(there)) {
      if (isSearched(state, step.value)) candidates[candidates.length] = record({ value: step.value });
    }
    const here = setValues(one);
    for (let step = setNext(here); !step.done; step = setNext(here)) {
      const { value } = step;
      if (!isSearched(state, value)) {
        if (!setHas(other, value)) return false;
      } else if (!claim(candidates, (candidate) => equal(state, value, candidate.value))) return false;
    }
    return true;
  };

  const sameMaps = (state, one, other) => {
    const candidates = list();
    const there = mapEntries(other);
    for (let step = mapNext(there); !step.done; step = mapNext(there)) {
      const key = step.value[0];
      if (isSearched(state, key)) candidates[candidates.length] = record({ key, value: step.value[1] });
    }
    const here = mapEntries(one);
    for (let step = mapNext(here); !step.done; step = mapNext(here)) {
      const key = step.value[0];
      const value = step.value[1];
      const alike = (entry) => equal(state, key, entry.key) && equal(state, value, entry.value);
      if (!isSearched(state, key)) {
        if (!mapHas(other, key) || !equal(state, value, mapGet(other, key))) return false;
      } else if (!claim(candidates, alike)) return false;
    }
    return true;
  };

  const compare = (strict) => (one, other) => equal(record({ strict, pairs: new Map() }), one, other);
  return record({ loosely: compare(false), strictly: compare(true) });
}
