/** `node:crypto`, as far as it is random numbers: packages make ids with them. Nothing is hashed or enciphered. */
(vm) => {
  'use strict';
  const { Error, Uint8Array, floor, global, typedArrayBuffer, typedArrayBytes, typedArrayOffset } = vm.primordials;
  const { argument: wrongType, coded } = vm.refusals;
  const webcrypto = global.crypto;
  const MOST_AT_ONCE = 65536;

  const fill = (bytes) => {
    for (let start = 0; start < bytes.length; start += MOST_AT_ONCE) {
      const count = bytes.length - start < MOST_AT_ONCE ? bytes.length - start : MOST_AT_ONCE;
      webcrypto.getRandomValues(new Uint8Array(typedArrayBuffer(bytes), typedArrayOffset(bytes) + start, count));
    }
    return bytes;
  };

  const randomBytes = (size, done) => {
    if (typeof size !== 'number') throw wrongType('size', 'of type number', size);
    const bytes = fill(new Uint8Array(size));
    if (done === undefined) return bytes;
    global.queueMicrotask(() => done(null, bytes));
    return undefined;
  };

  const randomFillSync = (view) => {
    fill(new Uint8Array(typedArrayBuffer(view), typedArrayOffset(view), typedArrayBytes(view)));
    return view;
  };

  const fraction = () => {
    const bytes = fill(new Uint8Array(6));
    let value = 0;
    for (let i = 0; i < 6; i++) value = value * 256 + bytes[i];
    return value / 2 ** 48;
  };

  const randomInt = (low, high) => {
    const from = high === undefined ? 0 : low;
    const to = high === undefined ? low : high;
    if (typeof from !== 'number' || typeof to !== 'number') throw wrongType('max', 'of type number', to);
    return from + floor(fraction() * (to - from));
  };

  const refuse = (name) => () => {
    const error = new Error('crypto.' + name + ' is not there: of node:crypto a session has random numbers only.');
    throw coded(error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM');
  };

  return {
    createCipheriv: refuse('createCipheriv'),
    createHash: refuse('createHash'),
    createHmac: refuse('createHmac'),
    getRandomValues: (view) => webcrypto.getRandomValues(view),
    pbkdf2: refuse('pbkdf2'),
    pbkdf2Sync: refuse('pbkdf2Sync'),
    randomBytes,
    randomFillSync,
    randomInt,
    randomUUID: () => webcrypto.randomUUID(),
    scryptSync: refuse('scryptSync'),
    webcrypto,
  };
}
