/**
 * The built-ins as they were before any user code ran. Every other file of the runtime uses these and no method, no
 * iterator and no property of a built-in, since user code may replace each of them. Nor do they use template literals,
 * for which this engine calls `String.prototype.concat`.
 */
(vm) => {
  'use strict';
  const { bind, call } = Function.prototype;
  /** Turns a method into a function that takes `this` as its first argument. */
  const uncurry = bind.bind(call);
  const getter = (object, name) => uncurry(Reflect.getOwnPropertyDescriptor(object, name).get);
  const {
    getPrototypeOf, getOwnPropertyDescriptor, defineProperty, isExtensible, ownKeys, preventExtensions, apply,
  } = Reflect;
  const { hasOwn, setPrototypeOf } = Object;
  const TypedArrayPrototype = getPrototypeOf(Uint8Array.prototype);
  const TypedArray = getPrototypeOf(Uint8Array);
  const exec = uncurry(RegExp.prototype.exec);

  /** An object without a prototype, so that nothing can be inherited from one that was tampered with. */
  const record = (fields) => setPrototypeOf(fields, null);
  /** An array to fill with `list[list.length] = item`: nobody's setters, nobody's toJSON. */
  const list = () => setPrototypeOf([], null);

  /** From each letter to the getter of its flag, in the order in which a regular expression shows them. */
  const flagGetters = () => {
    const names = record({
      d: 'hasIndices', g: 'global', i: 'ignoreCase', m: 'multiline', s: 'dotAll', u: 'unicode', v: 'unicodeSets',
      y: 'sticky',
    });
    for (const letter in names) names[letter] = getter(RegExp.prototype, names[letter]);
    return names;
  };

  /** The classes of typed arrays by their names, which are their tags too. */
  const typedArrays = () => {
    const classes = record({});
    const names = ownKeys(globalThis);
    for (let i = 0; i < names.length; i++) {
      const value = globalThis[names[i]];
      if (typeof value === 'function' && getPrototypeOf(value) === TypedArray) classes[names[i]] = value;
    }
    return classes;
  };

  /** Whether a descriptor is that of a data property; asked so that nothing inherited can answer. */
  const isData = (descriptor) => descriptor !== undefined && hasOwn(descriptor, 'value');

  /** Gives an object a property of its own, whatever its prototypes say to that name. */
  const put = (object, name, value) =>
    defineProperty(object, name, record({ value, writable: true, enumerable: true, configurable: true }));

  vm.primordials = record({
    uncurry, record, list, put, exec, isData, getter,
    getPrototypeOf, setPrototypeOf, hasOwn, getOwnPropertyDescriptor, defineProperty, isExtensible, ownKeys,
    preventExtensions, apply, DOMException,
    construct: Reflect.construct,
    reflectGet: Reflect.get,
    global: globalThis,
    /** Called by another name it is indirect: the code it is given sees globals only. */
    evaluate: globalThis.eval,
    Array, ArrayBuffer, BigInt, Boolean, DataView, Date, Error, EvalError, FinalizationRegistry, Function, Map, Number,
    Object,
    Promise, Proxy, RangeError, ReferenceError, RegExp, Set, SharedArrayBuffer, String, Symbol, SyntaxError, TypeError,
    URIError, WeakMap, WeakRef, WeakSet,
    domExceptionName: getter(DOMException.prototype, 'name'),
    domExceptionMessage: getter(DOMException.prototype, 'message'),
    is: Object.is,
    isArray: Array.isArray,
    isError: Error.isError,
    floor: Math.floor, trunc: Math.trunc, max: Math.max, min: Math.min, sqrt: Math.sqrt, round: Math.round,
    now: performance.now.bind(performance),
    stringify: JSON.stringify,
    parse: JSON.parse,
    join: uncurry(Array.prototype.join),
    slice: uncurry(String.prototype.slice),
    indexOf: uncurry(String.prototype.indexOf),
    codeAt: uncurry(String.prototype.charCodeAt),
    padStart: uncurry(String.prototype.padStart),
    padEnd: uncurry(String.prototype.padEnd),
    repeat: uncurry(String.prototype.repeat),
    lower: uncurry(String.prototype.toLowerCase),
    trim: uncurry(String.prototype.trim),
    fromCharCode: String.fromCharCode,
    upper: uncurry(String.prototype.toUpperCase),
    wellFormed: uncurry(String.prototype.toWellFormed),
    numberText: uncurry(Number.prototype.toString),
    toFixed: uncurry(Number.prototype.toFixed),
    bigintText: uncurry(BigInt.prototype.toString),
    objectText: uncurry(Object.prototype.toString),
    propertyIsEnumerable: uncurry(Object.prototype.propertyIsEnumerable),
    functionText: uncurry(Function.prototype.toString),
    domName: getter(DOMException.prototype, 'name'),
    errorText: uncurry(Error.prototype.toString),
    regExpSource: getter(RegExp.prototype, 'source'),
    regExpFlag: flagGetters(),
    dateValue: uncurry(Date.prototype.getTime),
    dateText: uncurry(Date.prototype.toISOString),
    symbolText: uncurry(Symbol.prototype.toString),
    symbolDescription: getter(Symbol.prototype, 'description'),
    symbolValue: uncurry(Symbol.prototype.valueOf),
    numberValue: uncurry(Number.prototype.valueOf),
    booleanValue: uncurry(Boolean.prototype.valueOf),
    stringValue: uncurry(String.prototype.valueOf),
    bigintValue: uncurry(BigInt.prototype.valueOf),
    mapSize: getter(Map.prototype, 'size'),
    mapEntries: uncurry(Map.prototype.entries),
    mapGet: uncurry(Map.prototype.get),
    mapSet: uncurry(Map.prototype.set),
    mapDelete: uncurry(Map.prototype.delete),
    mapNext: uncurry(getPrototypeOf(new Map().entries()).next),
    setAdd: uncurry(Set.prototype.add),
    setSize: getter(Set.prototype, 'size'),
    setHas: uncurry(Set.prototype.has),
    mapHas: uncurry(Map.prototype.has),
    setValues: uncurry(Set.prototype.values),
    setNext: uncurry(getPrototypeOf(new Set().values()).next),
    weakGet: uncurry(WeakMap.prototype.get),
    weakSet: uncurry(WeakMap.prototype.set),
    weakHas: uncurry(WeakMap.prototype.has),
    weakSetHas: uncurry(WeakSet.prototype.has),
    weakRefTarget: uncurry(WeakRef.prototype.deref),
    typedArrayTag: getter(TypedArrayPrototype, Symbol.toStringTag),
    typedArrayLength: getter(TypedArrayPrototype, 'length'),
    typedArrayBytes: getter(TypedArrayPrototype, 'byteLength'),
    typedArrayOffset: getter(TypedArrayPrototype, 'byteOffset'),
    typedArrayBuffer: getter(TypedArrayPrototype, 'buffer'),
    bufferLength: getter(ArrayBuffer.prototype, 'byteLength'),
    bufferMaxLength: getter(ArrayBuffer.prototype, 'maxByteLength'),
    bufferIsDetached: getter(ArrayBuffer.prototype, 'detached'),
    bufferIsResizable: getter(ArrayBuffer.prototype, 'resizable'),
    bufferSlice: uncurry(ArrayBuffer.prototype.slice),
    bufferTransfer: uncurry(ArrayBuffer.prototype.transfer),
    sharedBufferLength: getter(SharedArrayBuffer.prototype, 'byteLength'),
    dataViewLength: getter(DataView.prototype, 'byteLength'),
    dataViewOffset: getter(DataView.prototype, 'byteOffset'),
    dataViewBuffer: getter(DataView.prototype, 'buffer'),
    Uint8Array,
    typedArrayConstructors: typedArrays(),
    objectCreate: Object.create,
    iteratorPrototype: Iterator.prototype,
    atob, btoa, queueMicrotask, parseInt, parseFloat, decodeURIComponent, encodeURIComponent,
    generatorNext: uncurry(getPrototypeOf(function* () {}.prototype).next),
    asyncNext: uncurry(getPrototypeOf(async function* () {}.prototype).next),
    sort: uncurry(Array.prototype.sort),
    toStringTag: Symbol.toStringTag,
    symbolIterator: Symbol.iterator,
    inspectCustom: Symbol.for('nodejs.util.inspect.custom'),
    symbolFor: Symbol.for,
    AsyncIteratorPrototype: getPrototypeOf(getPrototypeOf(async function* () {}.prototype)),
  });
}
