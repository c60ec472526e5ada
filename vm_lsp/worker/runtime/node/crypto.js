/** `node:crypto`, as far as it is random numbers and digests: packages make ids with them. Nothing is enciphered. */
(vm) => {
  'use strict';
  const { Error, Uint8Array, floor, global, typedArrayBuffer, typedArrayBytes, typedArrayOffset } = vm.primordials;
  const { argument: wrongType, coded } = vm.refusals;
  const { bytesOf } = vm.part('globals/encoding');
  const { Buffer } = vm.part('globals/buffer');
  const { createHash, createHmac, hash } = vm.part('node/hashing');
  const HASHES = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];
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
    const bytes = fill(Buffer.alloc(size));
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

  const timingSafeEqual = (one, other) => {
    const a = bytesOf(one);
    const b = bytesOf(other);
    if (a.length !== b.length) {
      throw vm.refusals.range('Input buffers must have the same byte length', 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH');
    }
    let differing = 0;
    for (let i = 0; i < a.length; i++) differing |= a[i] ^ b[i];
    return differing === 0;
  };

  const refuse = (name) => () => {
    const error = new Error('crypto.' + name + ' is not there: a session has random numbers and digests only.');
    throw coded(error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM');
  };

  return {
    createCipheriv: refuse('createCipheriv'),
    createHash,
    createHmac,
    getHashes: () => HASHES,
    getRandomValues: (view) => webcrypto.getRandomValues(view),
    hash,
    pbkdf2: refuse('pbkdf2'),
    pbkdf2Sync: refuse('pbkdf2Sync'),
    randomBytes,
    randomFillSync,
    randomInt,
    randomUUID: () => webcrypto.randomUUID(),
    timingSafeEqual,
    scryptSync: refuse('scryptSync'),
    webcrypto,
  };
}
