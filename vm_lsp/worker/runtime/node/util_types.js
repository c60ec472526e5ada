/** `util.types`: of what kind a value is by what is inside it, whatever its prototype says. */
(vm) => {
  'use strict';
  const { isError, objectText, record, typedArrayTag } = vm.primordials;

  const kindOf = (value) => {
    if (typeof value !== 'object' || value === null || vm.proxies.isProxy(value)) return '';
    return vm.brands.of(value);
  };
  const isOf = (kind) => (value) => kindOf(value) === kind;
  const isTyped = (tag) => (value) => kindOf(value) === 'TypedArray' && typedArrayTag(value) === tag;

  const isFunctionOf = (names) => (value) => {
    if (typeof value !== 'function' || vm.proxies.isProxy(value)) return false;
    return names[vm.naming.functionType(value)] === true;
  };
  const asynchronous = record({ AsyncFunction: true, AsyncGeneratorFunction: true });
  const generating = record({ GeneratorFunction: true, AsyncGeneratorFunction: true });

  const boxes = record({ Number: true, String: true, Boolean: true, BigInt: true, Symbol: true });
  const isTagged = (tag) => (value) =>
    typeof value === 'object' && value !== null && !vm.proxies.isProxy(value) &&
    objectText(value) === '[object ' + tag + ']';
  const isBuffer = (value) => kindOf(value) === 'ArrayBuffer';
  const isShared = (value) => kindOf(value) === 'SharedArrayBuffer';

  return {
    isExternal: () => false,
    isDate: isOf('Date'),
    isArgumentsObject: isTagged('Arguments'),
    isBigIntObject: isOf('BigInt'),
    isBooleanObject: isOf('Boolean'),
    isNumberObject: isOf('Number'),
    isStringObject: isOf('String'),
    isSymbolObject: isOf('Symbol'),
    isBoxedPrimitive: (value) => boxes[kindOf(value)] === true,
    isNativeError: (value) => isError(value),
    isRegExp: isOf('RegExp'),
    isAsyncFunction: isFunctionOf(asynchronous),
    isGeneratorFunction: isFunctionOf(generating),
    isGeneratorObject: (value) => isTagged('Generator')(value) || isTagged('AsyncGenerator')(value),
    isPromise: isOf('Promise'),
    isMap: isOf('Map'),
    isSet: isOf('Set'),
    isMapIterator: isTagged('Map Iterator'),
    isSetIterator: isTagged('Set Iterator'),
    isWeakMap: isOf('WeakMap'),
    isWeakSet: isOf('WeakSet'),
    isArrayBuffer: isBuffer,
    isDataView: isOf('DataView'),
    isSharedArrayBuffer: isShared,
    isProxy: (value) => typeof value === 'object' || typeof value === 'function' ? vm.proxies.isProxy(value) : false,
    isModuleNamespaceObject: isOf('Module'),
    isAnyArrayBuffer: (value) => isBuffer(value) || isShared(value),
    isCryptoKey: () => false,
    isKeyObject: () => false,
    isArrayBufferView: (value) => kindOf(value) === 'TypedArray' || kindOf(value) === 'DataView',
    isTypedArray: isOf('TypedArray'),
    isUint8Array: isTyped('Uint8Array'),
    isUint8ClampedArray: isTyped('Uint8ClampedArray'),
    isUint16Array: isTyped('Uint16Array'),
    isUint32Array: isTyped('Uint32Array'),
    isInt8Array: isTyped('Int8Array'),
    isInt16Array: isTyped('Int16Array'),
    isInt32Array: isTyped('Int32Array'),
    isFloat32Array: isTyped('Float32Array'),
    isFloat64Array: isTyped('Float64Array'),
    isBigInt64Array: isTyped('BigInt64Array'),
    isBigUint64Array: isTyped('BigUint64Array'),
  };
}
