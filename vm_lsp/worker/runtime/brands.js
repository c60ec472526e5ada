/** What kind of built-in an object is, told by its internal slots and never by what user code can change. */
(vm) => {
  'use strict';
  const {
    ArrayBuffer, BigInt, Boolean, DOMException, DataView, Date, Error, Map, Number, Object, Promise, RegExp, Set,
    SharedArrayBuffer, String, Symbol, WeakMap, WeakRef, WeakSet, bigintValue, booleanValue, bufferLength,
    dataViewLength, dateValue, domExceptionName, getPrototypeOf, getter, global, isArray, isError, mapGet, mapSet,
    mapSize, numberValue, ownKeys, record, setSize, sharedBufferLength, stringValue, symbolValue, typedArrayTag,
    weakGet, weakHas, weakRefTarget, weakSet, weakSetHas,
  } = vm.primordials;
  const isGlobal = getter(RegExp.prototype, 'global');
  const nobody = {};
  /** How many prototypes are looked at before every kind is tried. */
  const MOST_PROTOTYPES = 100;
  /** Module namespaces, which only who makes them can tell. */
  const namespaces = new WeakMap();

  /** For each kind its class, and a function that throws for what is not of the kind. */
  const kinds = record({
    Map: record({ type: Map, probe: mapSize }),
    Set: record({ type: Set, probe: setSize }),
    Date: record({ type: Date, probe: dateValue }),
    RegExp: record({ type: RegExp, probe: isGlobal }),
    ArrayBuffer: record({ type: ArrayBuffer, probe: bufferLength }),
    SharedArrayBuffer: record({ type: SharedArrayBuffer, probe: sharedBufferLength }),
    DataView: record({ type: DataView, probe: dataViewLength }),
    WeakMap: record({ type: WeakMap, probe: (value) => weakHas(value, nobody) }),
    WeakSet: record({ type: WeakSet, probe: (value) => weakSetHas(value, nobody) }),
    WeakRef: record({ type: WeakRef, probe: weakRefTarget }),
    Number: record({ type: Number, probe: numberValue }),
    Boolean: record({ type: Boolean, probe: booleanValue }),
    String: record({ type: String, probe: stringValue }),
    Symbol: record({ type: Symbol, probe: symbolValue }),
    BigInt: record({ type: BigInt, probe: bigintValue }),
    DOMException: record({ type: DOMException, probe: domExceptionName }),
  });
  const names = ownKeys(kinds);

  /** From the prototype of each kind to its name. */
  const byPrototype = new Map();
  for (let i = 0; i < names.length; i++) mapSet(byPrototype, kinds[names[i]].type.prototype, names[i]);
  mapSet(byPrototype, Object.prototype, '');
  mapSet(byPrototype, Error.prototype, 'Error');

  const isOf = (name, value) => {
    if (value === kinds[name].type.prototype) return false;
    try {
      kinds[name].probe(value);
      return true;
    } catch {
      return false;
    }
  };

  const anyOf = (value) => {
    for (let i = 0; i < names.length; i++) if (isOf(names[i], value)) return names[i];
    return '';
  };

  /** Whether it has a promise's prototype; of its slots nothing can be asked without consequences. */
  const isPromise = (value) => {
    let left = MOST_PROTOTYPES;
    for (let at = getPrototypeOf(value); at !== null && left-- > 0; at = getPrototypeOf(at)) {
      if (vm.proxies.isProxy(at)) return false;
      if (at === Promise.prototype) return true;
    }
    return false;
  };

  /**
   * The name of the kind of an object that is no proxy, '' for an ordinary one. Each kind is asked only of what
   * inherits from its class, or from no class at all.
   */
  const of = (value) => {
    if (isArray(value)) return 'Array';
    if (weakHas(namespaces, value)) return 'Namespace';
    if (isError(value)) return 'Error';
    if (typeof value === 'function') return 'Function';
    if (typedArrayTag(value) !== undefined) return 'TypedArray';
    let left = MOST_PROTOTYPES;
    for (let at = getPrototypeOf(value); at !== null && left-- > 0; at = getPrototypeOf(at)) {
      if (vm.proxies.isProxy(at)) return anyOf(value);
      const name = mapGet(byPrototype, at);
      if (name === '') return '';
      if (name === 'Error' || (name !== undefined && isOf(name, value))) return name;
      if (at === Promise.prototype) return 'Promise';
    }
    return anyOf(value);
  };

  /** The names of the classes of the language. */
  const builtIn = record({});
  const globals = ownKeys(global);
  for (let i = 0; i < globals.length; i++) if (typeof globals[i] === 'string') builtIn[globals[i]] = true;

  vm.brands = record({
    of,
    isPromise,
    isBuiltIn: (name) => builtIn[name] === true,
    /**
     * Makes an object print as the namespace of a module. `read` gives the value of a name without running code of the
     * user's, and throws for one that is not there yet.
     */
    setNamespace: (object, read) => {
      weakSet(namespaces, object, read);
    },
    /** The value of a name in a namespace; throws for one that is not there yet. */
    readNamespace: (object, name) => weakGet(namespaces, object)(name),
  });
}
