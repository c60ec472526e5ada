/** `crypto`: random values and digests of the host (Web Cryptography); for keys and ciphers a refusal that says so. */
(vm) => {
  'use strict';
  const {
    ArrayBuffer, Promise, Uint8Array, defineProperty, parseInt, record, slice, typedArrayBuffer, typedArrayBytes,
    typedArrayOffset, typedArrayTag, join, list, numberText, padStart, upper, indexOf,
  } = vm.primordials;
  const { expose } = vm.part('globals/interfaces');
  const { DOMException } = vm.part('globals/dom_exception');
  const KEY = record({});
  const MOST_BYTES = 65536;
  const INTEGERS = record({
    Int8Array: true, Uint8Array: true, Uint8ClampedArray: true, Int16Array: true, Uint16Array: true, Int32Array: true,
    Uint32Array: true, BigInt64Array: true, BigUint64Array: true,
  });
  const METHODS = [
    'encrypt', 'decrypt', 'sign', 'verify', 'generateKey', 'deriveKey', 'deriveBits', 'importKey', 'exportKey',
    'wrapKey', 'unwrapKey',
  ];

  const guard = (key) => {
    if (key !== KEY) throw vm.refusals.type('Illegal constructor', 'ERR_ILLEGAL_CONSTRUCTOR');
  };

  const fill = (bytes, hex) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(slice(hex, 2 * i, 2 * i + 2), 16);
    return bytes;
  };

  const toHex = (bytes) => {
    const digits = list();
    for (let i = 0; i < bytes.length; i++) digits[i] = padStart(numberText(bytes[i], 16), 2, '0');
    return join(digits, '');
  };

  /** A random UUID of version 4 (RFC 9562). */
  const uuid = () => {
    const hex = vm.host.random(16);
    const variant = numberText((parseInt(hex[16], 16) & 3) | 8, 16);
    return slice(hex, 0, 8) + '-' + slice(hex, 8, 12) + '-4' + slice(hex, 13, 16) + '-' + variant + slice(hex, 17, 20) +
      '-' + slice(hex, 20, 32);
  };

  class SubtleCrypto {
    #isOurs = true;

    constructor(key) {
      guard(key);
    }
    async digest(algorithm, data) {
      if (!this.#isOurs || arguments.length < 2) throw vm.refusals.missing('"algorithm" and "data" arguments');
      const name = typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm;
      const hex = vm.host.digest('' + name, toHex(vm.part('globals/encoding').bytesOf(data)));
      if (hex === null || hex === undefined) throw new DOMException('Unrecognized algorithm name', 'NotSupportedError');
      return typedArrayBuffer(fill(new Uint8Array(hex.length / 2), hex));
    }
  }
  for (let i = 0; i < METHODS.length; i++) {
    const name = METHODS[i];
    const { [name]: value } = record({
      async [name]() {
        const said = 'crypto.subtle.' + name + ' needs keys and ciphers, which a session has not; ' +
          'there are digest, getRandomValues and randomUUID';
        throw new DOMException(said, 'NotSupportedError');
      },
    });
    defineProperty(SubtleCrypto.prototype, name, record({
      value, writable: true, enumerable: true, configurable: true,
    }));
  }

  class Crypto {
    #subtle = new SubtleCrypto(KEY);

    constructor(key) {
      guard(key);
    }
    get subtle() {
      return this.#subtle;
    }
    getRandomValues(array) {
      const isView = typeof array === 'object' && array !== null && !vm.proxies.isProxy(array);
      if (this.#subtle === undefined || !isView || INTEGERS[typedArrayTag(array) ?? ''] !== true) {
        throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
      }
      const size = typedArrayBytes(array);
      if (size > MOST_BYTES) {
        const said = 'The requested length exceeds 65,536 bytes';
        throw new DOMException(said, 'QuotaExceededError');
      }
      fill(new Uint8Array(typedArrayBuffer(array), typedArrayOffset(array), size), vm.host.random(size));
      return array;
    }
    randomUUID() {
      return this.#subtle === undefined ? undefined : uuid();
    }
  }

  return record({
    crypto: new Crypto(KEY), Crypto: expose(Crypto, 'Crypto'), SubtleCrypto: expose(SubtleCrypto, 'SubtleCrypto'),
  });
}
