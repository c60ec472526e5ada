/** `structuredClone` (HTML, 2.7): copies of values, of what is in them, and of how they hang together. */
(vm) => {
  'use strict';
  const {
    Array, ArrayBuffer, BigInt, Boolean, DataView, Date, Error, EvalError, Map, Number, Object, RangeError,
    ReferenceError, RegExp, Set, SharedArrayBuffer, String, SyntaxError, TypeError, URIError, bigintValue, booleanValue,
    bufferIsDetached, bufferIsResizable, bufferLength, bufferMaxLength, bufferSlice, bufferTransfer, dataViewBuffer,
    dataViewLength, dataViewOffset, dateValue, defineProperty, functionText, getOwnPropertyDescriptor, isData,
    list, mapEntries, mapGet,
    mapNext, mapSet, mapSize, numberValue, ownKeys, propertyIsEnumerable, record, regExpFlag, regExpSource, setAdd,
    setNext, setSize, setValues, sharedBufferLength, stringValue, symbolText, typedArrayBuffer, typedArrayConstructors,
    typedArrayLength, typedArrayOffset, typedArrayTag,
  } = vm.primordials;
  const { DOMException } = vm.part('globals/dom_exception');
  const ERRORS = record({ EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError });

  const refuse = (text) => {
    throw new DOMException(text + ' could not be cloned.', 'DataCloneError');
  };

  const put = (object, key, value) =>
    defineProperty(object, key, record({ value, writable: true, enumerable: true, configurable: true }));

  const hide = (object, key, value) =>
    defineProperty(object, key, record({ value, writable: true, enumerable: false, configurable: true }));

  /** Makes the copy known before what is in it is copied: a cycle leads back to it. */
  const remember = (memory, original, copy) => {
    mapSet(memory, original, copy);
    return copy;
  };

  const properties = (memory, original, copy) => {
    const keys = ownKeys(original);
    for (let i = 0; i < keys.length; i++) {
      if (typeof keys[i] !== 'string' || !propertyIsEnumerable(original, keys[i])) continue;
      put(copy, keys[i], cloned(memory, original[keys[i]]));
    }
    return copy;
  };

  const array = (memory, original) => {
    const copy = remember(memory, original, new Array(original.length));
    return properties(memory, original, copy);
  };

  /** Entries as they were when it began: a getter met on the way may add some. */
  const map = (memory, original) => {
    const copy = remember(memory, original, new Map());
    const entries = mapEntries(original);
    const pairs = list();
    for (let i = mapSize(original); i > 0; i--) pairs[pairs.length] = mapNext(entries).value;
    for (let i = 0; i < pairs.length; i++) mapSet(copy, cloned(memory, pairs[i][0]), cloned(memory, pairs[i][1]));
    return copy;
  };

  const set = (memory, original) => {
    const copy = remember(memory, original, new Set());
    const values = setValues(original);
    const items = list();
    for (let i = setSize(original); i > 0; i--) items[items.length] = setNext(values).value;
    for (let i = 0; i < items.length; i++) setAdd(copy, cloned(memory, items[i]));
    return copy;
  };

  const regExp = (memory, original) => {
    let flags = '';
    for (const letter in regExpFlag) if (regExpFlag[letter](original)) flags += letter;
    return remember(memory, original, new RegExp(regExpSource(original), flags));
  };

  const buffer = (memory, original) => {
    if (bufferIsDetached(original)) return refuse('A detached ArrayBuffer');
    const length = bufferLength(original);
    const sliced = bufferSlice(original, 0, length);
    if (!bufferIsResizable(original)) return remember(memory, original, sliced);
    const options = record({ maxByteLength: bufferMaxLength(original) });
    const copy = new ArrayBuffer(length, options);
    const to = new typedArrayConstructors.Uint8Array(copy);
    const from = new typedArrayConstructors.Uint8Array(sliced);
    for (let i = 0; i < length; i++) to[i] = from[i];
    return remember(memory, original, copy);
  };

  const typedArray = (memory, original) => {
    const Type = typedArrayConstructors[typedArrayTag(original)];
    const copied = cloned(memory, typedArrayBuffer(original));
    return remember(memory, original, new Type(copied, typedArrayOffset(original), typedArrayLength(original)));
  };

  const dataView = (memory, original) => {
    const copied = cloned(memory, dataViewBuffer(original));
    return remember(memory, original, new DataView(copied, dataViewOffset(original), dataViewLength(original)));
  };

  const error = (memory, original) => {
    const Type = ERRORS['' + original.name] ?? Error;
    const message = getOwnPropertyDescriptor(original, 'message');
    const cause = getOwnPropertyDescriptor(original, 'cause');
    const copy = remember(memory, original, isData(message) ? new Type('' + message.value) : new Type());
    const stack = getOwnPropertyDescriptor(original, 'stack');
    const text = isData(stack) ? stack.value : vm.stacks.stackOf(original);
    if (typeof text === 'string') hide(copy, 'stack', text);
    if (isData(cause)) hide(copy, 'cause', cloned(memory, cause.value));
    return copy;
  };

  const shared = (memory, original) => remember(memory, original, original);

  const boxed = (Type, valueOf) => (memory, original) => remember(memory, original, Object(Type(valueOf(original))));

  /** By the kind of `vm.brands`. */
  const copiers = record({
    '': (memory, original) => properties(memory, original, remember(memory, original, {})),
    Array: array,
    ArrayBuffer: buffer,
    BigInt: boxed(BigInt, bigintValue),
    Boolean: boxed(Boolean, booleanValue),
    DataView: dataView,
    Date: (memory, original) => remember(memory, original, new Date(dateValue(original))),
    Error: error,
    Map: map,
    Number: boxed(Number, numberValue),
    RegExp: regExp,
    Set: set,
    SharedArrayBuffer: shared,
    String: boxed(String, stringValue),
    TypedArray: typedArray,
  });

  const cloned = (memory, value) => {
    if (typeof value === 'symbol') return refuse(symbolText(value));
    if (typeof value === 'function') return refuse(functionText(value));
    if (typeof value !== 'object' || value === null) return value;
    const known = mapGet(memory, value);
    if (known !== undefined) return known;
    if (vm.proxies.isProxy(value)) return refuse('#<Object>');
    const copier = copiers[vm.brands.of(value)];
    return copier === undefined ? refuse('#<' + vm.values.className(value) + '>') : copier(memory, value);
  };

  const isBuffer = (value) =>
    typeof value === 'object' && value !== null && !vm.proxies.isProxy(value) && vm.brands.of(value) === 'ArrayBuffer';

  /** The buffers of a transfer list, each once; asks the list as any sequence is asked. */
  const transferred = (options) => {
    const wanted = options === undefined || options === null ? undefined : options.transfer;
    const buffers = new Map();
    if (wanted === undefined) return buffers;
    for (const item of wanted) {
      if (!isBuffer(item)) throw new DOMException('Found invalid object in transferList', 'DataCloneError');
      if (mapGet(buffers, item) !== undefined) {
        throw new DOMException('ArrayBuffer occurs in the transfer list twice', 'DataCloneError');
      }
      mapSet(buffers, item, true);
    }
    return buffers;
  };

  const functions = record({
    structuredClone(value, options) {
      if (arguments.length === 0) throw vm.refusals.missing('"value" argument');
      const buffers = transferred(options);
      const memory = new Map();
      const entries = mapEntries(buffers);
      const moved = list();
      for (let i = mapSize(buffers); i > 0; i--) moved[moved.length] = mapNext(entries).value[0];
      // A buffer that is moved keeps its place until all else is known to be clonable.
      const stand = list();
      for (let i = 0; i < moved.length; i++) {
        stand[i] = bufferSlice(moved[i], 0, bufferLength(moved[i]));
        mapSet(memory, moved[i], stand[i]);
      }
      const copy = cloned(memory, value);
      for (let i = 0; i < moved.length; i++) bufferTransfer(moved[i]);
      return copy;
    },
  });
  defineProperty(functions.structuredClone, 'length', record({ value: 1, configurable: true }));

  return record({ structuredClone: functions.structuredClone });
}
