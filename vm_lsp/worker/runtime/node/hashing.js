/** `createHash` and `createHmac` of `node:crypto`: the bytes are gathered, and the host makes the digest. */
(vm) => {
  'use strict';
  const { Error, join, list, numberText, padStart, parseInt, slice } = vm.primordials;
  const { Buffer } = vm.part('globals/buffer');
  const { bytesOf } = vm.part('globals/encoding');
  const texts = vm.part('globals/buffer_text');

  const toHex = (bytes) => {
    const digits = list();
    for (let i = 0; i < bytes.length; i++) digits[i] = padStart(numberText(bytes[i], 16), 2, '0');
    return join(digits, '');
  };

  const fromHex = (hex) => {
    const bytes = Buffer.alloc(hex.length / 2);
    for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(slice(hex, 2 * i, 2 * i + 2), 16);
    return bytes;
  };

  const hexOf = (data, encoding) => {
    if (typeof data === 'string') return toHex(texts.bytes(data, encoding));
    if (typeof data !== 'object' || data === null) {
      const wanted = 'of type string or an instance of Buffer, TypedArray, or DataView';
      throw vm.refusals.argument('data', wanted, data);
    }
    return toHex(bytesOf(data));
  };

  const hash = (algorithm, hex, key) => {
    const made = vm.host.hash(algorithm, hex, key);
    if (made === null || made === undefined) throw new Error('Digest method not supported');
    return made;
  };

  class Hash {
    #algorithm;
    #key;
    #pieces = list();
    #isOver = false;

    constructor(algorithm, key) {
      if (typeof algorithm !== 'string') throw vm.refusals.argument('algorithm', 'of type string', algorithm);
      hash(algorithm, '', key);
      this.#algorithm = algorithm;
      this.#key = key;
    }
    update(data, encoding = undefined) {
      this.#insist();
      this.#pieces[this.#pieces.length] = hexOf(data, encoding);
      return this;
    }
    digest(encoding = undefined) {
      this.#insist();
      this.#isOver = true;
      const bytes = fromHex(hash(this.#algorithm, join(this.#pieces, ''), this.#key));
      return encoding === undefined || encoding === 'buffer' ? bytes : texts.text(bytes, encoding, 0, bytes.length);
    }
    copy() {
      this.#insist();
      const copy = new Hash(this.#algorithm, this.#key);
      copy.#pieces[0] = join(this.#pieces, '');
      return copy;
    }
    #insist() {
      if (this.#isOver) throw vm.refusals.error('Digest already called', 'ERR_CRYPTO_HASH_FINALIZED');
    }
  }

  return {
    createHash: (algorithm) => new Hash(algorithm, ''),
    createHmac: (algorithm, key) => new Hash(algorithm, 'key:' + hexOf(key)),
    /** The digest of one piece, as text: hexadecimal unless said otherwise. */
    hash: (algorithm, data, encoding = 'hex') => new Hash(algorithm, '').update(data).digest(encoding),
  };
}
