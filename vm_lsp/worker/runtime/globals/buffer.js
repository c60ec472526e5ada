/** A small `Buffer`: bytes and texts, numbers in them. There is no pool: each has memory of its own. */
(vm) => {
  'use strict';
  const {
    DataView, Uint8Array, apply, construct, defineProperty, floor, getOwnPropertyDescriptor, isArray, join, list, max,
    min, numberText, ownKeys, padStart, record, setPrototypeOf, typedArrayBuffer, typedArrayBytes,
    typedArrayLength, typedArrayOffset, typedArrayTag,
  } = vm.primordials;
  const { prints } = vm.part('globals/interfaces');
  const texts = vm.part('globals/buffer_text');
  const SHOWN = 50;

  const isObject = (value) => typeof value === 'object' && value !== null;
  const isBytes = (value) => isObject(value) && !vm.proxies.isProxy(value) && typedArrayTag(value) === 'Uint8Array';
  const isMemory = (value) => {
    const kind = isObject(value) && !vm.proxies.isProxy(value) ? vm.brands.of(value) : '';
    return kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer';
  };

  const filled = (bytes) => {
    const made = new Buffer(bytes.length);
    for (let i = 0; i < bytes.length; i++) made[i] = bytes[i];
    return made;
  };

  const from = (value, second, third) => {
    if (typeof value === 'string') return filled(texts.bytes(value, second));
    if (isMemory(value)) return new Buffer(value, second, third);
    if (isArray(value) || (isObject(value) && typeof value.length === 'number')) return filled(value);
    if (isObject(value) && value.type === 'Buffer' && isArray(value.data)) return filled(value.data);
    const own = isObject(value) ? value.valueOf() : value;
    if (own !== value && own !== null && own !== undefined) return from(own, second, third);
    const said = 'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object';
    throw vm.refusals.type('The first argument must be ' + said + '.' + vm.refusals.received(value));
  };

  const checkedSize = (size) => {
    if (typeof size !== 'number') throw vm.refusals.argument('size', 'of type number', size);
    if (!(size >= 0)) throw vm.refusals.range('The value of "size" is out of range. Received ' + size);
    return size;
  };

  const bytesOf = (value, encoding) => {
    if (typeof value === 'string') return texts.bytes(value, encoding);
    if (isBytes(value)) return value;
    throw vm.refusals.argument('value', 'of type string or an instance of Buffer or Uint8Array', value);
  };

  const ordered = (a, b) => {
    const shorter = min(a.length, b.length);
    for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
  };

  /** An index as `slice` takes it: from the end where it is negative. */
  const index = (value, length, otherwise) => {
    if (value === undefined) return otherwise;
    const whole = floor(+value) || 0;
    return whole < 0 ? max(length + whole, 0) : min(whole, length);
  };

  const find = (bytes, value, start, encoding) => {
    if (typeof value === 'number') {
      for (let i = start; i < bytes.length; i++) if (bytes[i] === (value & 0xff)) return i;
      return -1;
    }
    const wanted = bytesOf(value, encoding);
    for (let i = start; i + wanted.length <= bytes.length; i++) {
      let same = 0;
      while (same < wanted.length && bytes[i + same] === wanted[same]) same++;
      if (same === wanted.length) return i;
    }
    return -1;
  };

  const Bytes = class Buffer extends Uint8Array {
    constructor(value, second = undefined, third = undefined) {
      if (typeof value === 'string' || (isObject(value) && !isMemory(value))) return from(value, second, third);
      if (isMemory(value)) super(value, second, third);
      else super(value);
    }
    static from(value, second = undefined, third = undefined) {
      return from(value, second, third);
    }
    static of(...items) {
      return filled(items);
    }
    static alloc(size, fill = undefined, encoding = undefined) {
      const made = new Buffer(checkedSize(size));
      return fill === undefined ? made : made.fill(fill, 0, size, encoding);
    }
    static allocUnsafe(size) {
      return new Buffer(checkedSize(size));
    }
    static allocUnsafeSlow(size) {
      return new Buffer(checkedSize(size));
    }
    static isBuffer(value) {
      return value instanceof Buffer;
    }
    static isEncoding(name) {
      return texts.isEncoding(name);
    }
    static byteLength(value, encoding = undefined) {
      if (typeof value !== 'string') return isMemory(value) ? value.byteLength : typedArrayBytes(value);
      return texts.bytes(value, encoding).length;
    }
    static compare(a, b) {
      return ordered(bytesOf(a), bytesOf(b));
    }
    static concat(parts, length = undefined) {
      if (!isArray(parts)) throw vm.refusals.argument('list', 'an instance of Array', parts);
      const bytes = list();
      for (let i = 0; i < parts.length; i++) {
        const part = bytesOf(parts[i]);
        for (let k = 0; k < part.length; k++) bytes[bytes.length] = part[k];
      }
      if (length === undefined) return filled(bytes);
      const made = new Buffer(checkedSize(length));
      for (let i = 0; i < length && i < bytes.length; i++) made[i] = bytes[i];
      return made;
    }
    get parent() {
      return typedArrayBuffer(this);
    }
    get offset() {
      return typedArrayOffset(this);
    }
    toString(encoding = undefined, start = undefined, end = undefined) {
      const length = typedArrayLength(this);
      const last = end === undefined ? length : min(max(floor(+end) || 0, 0), length);
      return texts.text(this, encoding, max(floor(+(start ?? 0)) || 0, 0), last);
    }
    toJSON() {
      const data = [];
      for (let i = 0; i < this.length; i++) {
        defineProperty(data, i, record({ value: this[i], writable: true, enumerable: true, configurable: true }));
      }
      return { type: 'Buffer', data };
    }
    equals(other) {
      return ordered(this, bytesOf(other)) === 0;
    }
    compare(other) {
      return ordered(this, bytesOf(other));
    }
    slice(start = undefined, end = undefined) {
      return this.subarray(start, end);
    }
    subarray(start = undefined, end = undefined) {
      const length = typedArrayLength(this);
      const first = index(start, length, 0);
      const size = max(index(end, length, length) - first, 0);
      return new Buffer(typedArrayBuffer(this), typedArrayOffset(this) + first, size);
    }
    copy(target, at = 0, start = 0, end = this.length) {
      const count = max(min(end - start, target.length - at, this.length - start), 0);
      const moved = list();
      for (let i = 0; i < count; i++) moved[i] = this[start + i];
      for (let i = 0; i < count; i++) target[at + i] = moved[i];
      return count;
    }
    write(text, offset = 0, length = undefined, encoding = undefined) {
      if (typeof offset === 'string') return this.write(text, 0, undefined, offset);
      if (typeof length === 'string') return this.write(text, offset, undefined, length);
      const room = min(length ?? this.length - offset, this.length - offset);
      const bytes = texts.bytes('' + text, encoding);
      const count = min(bytes.length, room);
      for (let i = 0; i < count; i++) this[offset + i] = bytes[i];
      return count;
    }
    fill(value, start = 0, end = this.length, encoding = undefined) {
      if (typeof start === 'string') return this.fill(value, 0, this.length, start);
      const bytes = typeof value === 'number' ? [value & 0xff] : bytesOf(value, encoding);
      for (let i = start; i < end; i++) this[i] = bytes.length === 0 ? 0 : bytes[(i - start) % bytes.length];
      return this;
    }
    indexOf(value, start = 0, encoding = undefined) {
      if (typeof start === 'string') return find(this, value, 0, start);
      return find(this, value, index(start, this.length, 0), encoding);
    }
    includes(value, start = 0, encoding = undefined) {
      return this.indexOf(value, start, encoding) >= 0;
    }
  };

  /** It may be called without `new`, too, which older packages do. */
  function Buffer(value, second, third) {
    return construct(Bytes, [value, second, third], new.target ?? Buffer);
  }
  setPrototypeOf(Buffer, Uint8Array);
  const statics = ownKeys(Bytes);
  for (let i = 0; i < statics.length; i++) {
    const known = setPrototypeOf(getOwnPropertyDescriptor(Bytes, statics[i]), null);
    if (getOwnPropertyDescriptor(Buffer, statics[i]) === undefined) defineProperty(Buffer, statics[i], known);
  }
  defineProperty(Buffer, 'prototype', record({ value: Bytes.prototype, writable: false }));
  defineProperty(Bytes.prototype, 'constructor', record({ value: Buffer, writable: true, configurable: true }));

  /** The methods for numbers: each name with the DataView's method behind it, and how many bytes it takes. */
  const NUMBERS = record({
    Int8: ['Int8', 1], UInt8: ['Uint8', 1], Int16: ['Int16', 2], UInt16: ['Uint16', 2], Int32: ['Int32', 4],
    UInt32: ['Uint32', 4], Float: ['Float32', 4], Double: ['Float64', 8], BigInt64: ['BigInt64', 8],
    BigUInt64: ['BigUint64', 8],
  });

  const hide = (name, value) => {
    defineProperty(value, 'name', record({ value: name, configurable: true }));
    defineProperty(Buffer.prototype, name, record({ value, writable: true, enumerable: false, configurable: true }));
  };

  const viewOf = (bytes) => new DataView(typedArrayBuffer(bytes), typedArrayOffset(bytes), typedArrayBytes(bytes));

  const within = (bytes, offset, size) => {
    const length = typedArrayLength(bytes);
    if (offset >= 0 && offset + size <= length) return;
    if (length < size) {
      throw vm.refusals.range('Attempt to access memory outside buffer bounds', 'ERR_BUFFER_OUT_OF_BOUNDS');
    }
    throw vm.refusals.range('The value of "offset" is out of range. Received ' + offset);
  };

  const number = (name, method, size, isLittle) => {
    const get = DataView.prototype['get' + method];
    const set = DataView.prototype['set' + method];
    hide('read' + name, function (offset = 0) {
      within(this, offset, size);
      return apply(get, viewOf(this), [offset, isLittle]);
    });
    hide('write' + name, function (value, offset = 0) {
      within(this, offset, size);
      apply(set, viewOf(this), [offset, value, isLittle]);
      return offset + size;
    });
  };

  for (const name in NUMBERS) {
    const method = NUMBERS[name][0];
    const size = NUMBERS[name][1];
    if (size === 1) number(name, method, size, true);
    else {
      number(name + 'LE', method, size, true);
      number(name + 'BE', method, size, false);
    }
  }

  prints(Buffer, (bytes) => {
    const pieces = list();
    const shown = min(bytes.length, SHOWN);
    for (let i = 0; i < shown; i++) pieces[i] = padStart(numberText(bytes[i], 16), 2, '0');
    const rest = bytes.length - shown;
    if (rest > 0) pieces[shown] = '... ' + rest + ' more byte' + (rest > 1 ? 's' : '');
    return '<' + vm.values.className(bytes) + ' ' + join(pieces, ' ') + '>';
  });

  return record({ Buffer });
}
