/** `URLSearchParams` (URL Standard, 6.2), alone or as the live query of a URL. */
(vm) => {
  'use strict';
  const {
    Uint8Array, codeAt, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, indexOf, iteratorPrototype, list,
    numberText, objectCreate, ownKeys, padStart, propertyIsEnumerable, record, slice, symbolIterator, upper, wellFormed,
  } = vm.primordials;
  const { expose, prints, tag } = vm.part('globals/interfaces');
  const utf8 = vm.part('globals/utf8');

  const isUnreserved = (byte) =>
    (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x40 + 1 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2a || byte === 0x2d || byte === 0x2e || byte === 0x5f;

  /** A name or value as a form sends it. */
  const encoded = (text) => {
    const bytes = list();
    const { written } = utf8.encodeInto(text, bytes, Infinity);
    let result = '';
    for (let i = 0; i < written; i++) {
      const byte = bytes[i];
      if (byte === 0x20) result += '+';
      else if (isUnreserved(byte)) result += vm.primordials.fromCharCode(byte);
      else result += '%' + padStart(upper(numberText(byte, 16)), 2, '0');
    }
    return result;
  };

  const digit = (code) => {
    if (code >= 0x30 && code <= 0x39) return code - 0x30;
    const letter = code | 0x20;
    return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
  };

  const isPlain = (text) => indexOf(text, '%') < 0 && indexOf(text, '+') < 0;

  const decoded = (text) => {
    if (isPlain(text)) return text;
    const source = list();
    const { written: length } = utf8.encodeInto(text, source, Infinity);
    const bytes = new Uint8Array(length);
    let count = 0;
    for (let i = 0; i < length; i++) {
      const high = source[i] === 0x25 && i + 2 < length ? digit(source[i + 1]) : -1;
      const low = high < 0 ? -1 : digit(source[i + 2]);
      if (low < 0) bytes[count++] = source[i] === 0x2b ? 0x20 : source[i];
      else {
        bytes[count++] = high * 16 + low;
        i += 2;
      }
    }
    return utf8.decode(bytes, count);
  };

  const pair = (name, value) => record({ name, value });

  /** The pairs of a query without its question mark. */
  const parsed = (query) => {
    const pairs = list();
    for (let start = 0; start <= query.length; ) {
      const found = indexOf(query, '&', start);
      const end = found < 0 ? query.length : found;
      if (end > start) {
        const piece = slice(query, start, end);
        const equals = indexOf(piece, '=');
        const name = equals < 0 ? piece : slice(piece, 0, equals);
        pairs[pairs.length] = pair(decoded(name), equals < 0 ? '' : decoded(slice(piece, equals + 1)));
      }
      start = end + 1;
    }
    return pairs;
  };

  const serialized = (pairs) => {
    let text = '';
    for (let i = 0; i < pairs.length; i++) {
      text += (i > 0 ? '&' : '') + encoded(pairs[i].name) + '=' + encoded(pairs[i].value);
    }
    return text;
  };

  const usv = (value) => wellFormed('' + value);

  const fromSequence = (init) => {
    const pairs = list();
    for (const item of init) {
      const isSequence = ((typeof item === 'object' && item !== null) || typeof item === 'function') &&
        typeof item[symbolIterator] === 'function';
      const parts = list();
      if (isSequence) for (const part of item) parts[parts.length] = part;
      if (parts.length !== 2) {
        throw vm.refusals.type('Each query pair must be an iterable [name, value] tuple', 'ERR_INVALID_TUPLE');
      }
      pairs[pairs.length] = pair(usv(parts[0]), usv(parts[1]));
    }
    return pairs;
  };

  /** Of keys that are one text once they are well-formed the last one counts. */
  const fromRecord = (init) => {
    const pairs = list();
    const keys = ownKeys(init);
    for (let i = 0; i < keys.length; i++) {
      if (typeof keys[i] !== 'string' || !propertyIsEnumerable(init, keys[i])) continue;
      pairs[pairs.length] = pair(usv(keys[i]), usv(init[keys[i]]));
    }
    return pairs;
  };

  const from = (init) => {
    if (init === undefined || init === null) return list();
    if (typeof init !== 'object' && typeof init !== 'function') {
      const text = usv(init);
      return parsed(text[0] === '?' ? slice(text, 1) : text);
    }
    const method = init[symbolIterator];
    if (method === undefined || method === null) return fromRecord(init);
    if (typeof method !== 'function') {
      throw vm.refusals.type('Query pairs must be iterable', 'ERR_ARG_NOT_ITERABLE');
    }
    return fromSequence(init);
  };

  /** Binds params to the URL they are the query of, and sets them when that changes. */
  let bind;
  let pairsOf;

  const need = (count, wanted) => {
    if (count < (wanted === '"name" argument' ? 1 : 2)) throw vm.refusals.missing(wanted);
  };
  const NAME = '"name" argument';
  const BOTH = '"name" and "value" arguments';

  class URLSearchParams {
    #pairs;
    #changed = undefined;

    constructor(init = undefined) {
      this.#pairs = from(init);
    }
    static {
      bind = (params, changed) => {
        params.#changed = changed;
        return (query) => {
          params.#pairs = parsed(query);
        };
      };
      pairsOf = (params) => params.#pairs;
    }
    #update(pairs) {
      this.#pairs = pairs;
      if (this.#changed !== undefined) this.#changed(serialized(pairs));
    }
    #without(name, value) {
      const rest = list();
      for (let i = 0; i < this.#pairs.length; i++) {
        const one = this.#pairs[i];
        if (one.name !== name || (value !== undefined && one.value !== value)) rest[rest.length] = one;
      }
      return rest;
    }
    get size() {
      return this.#pairs.length;
    }
    append(name, value) {
      const pairs = this.#pairs;
      need(arguments.length, BOTH);
      pairs[pairs.length] = pair(usv(name), usv(value));
      this.#update(pairs);
    }
    delete(name, value = undefined) {
      const pairs = this.#pairs;
      need(arguments.length, NAME);
      if (pairs !== undefined) this.#update(this.#without(usv(name), value === undefined ? undefined : usv(value)));
    }
    get(name) {
      const pairs = this.#pairs;
      need(arguments.length, NAME);
      const wanted = usv(name);
      for (let i = 0; i < pairs.length; i++) if (pairs[i].name === wanted) return pairs[i].value;
      return null;
    }
    getAll(name) {
      const pairs = this.#pairs;
      need(arguments.length, NAME);
      const wanted = usv(name);
      const values = [];
      for (let i = 0; i < pairs.length; i++) if (pairs[i].name === wanted) own(values, values.length, pairs[i].value);
      return values;
    }
    has(name, value = undefined) {
      const pairs = this.#pairs;
      need(arguments.length, NAME);
      const wanted = usv(name);
      const text = value === undefined ? undefined : usv(value);
      for (let i = 0; i < pairs.length; i++) {
        if (pairs[i].name === wanted && (text === undefined || pairs[i].value === text)) return true;
      }
      return false;
    }
    set(name, value) {
      const pairs = this.#pairs;
      need(arguments.length, BOTH);
      const wanted = usv(name);
      const text = usv(value);
      const rest = list();
      let isSet = false;
      for (let i = 0; i < pairs.length; i++) {
        if (pairs[i].name !== wanted) rest[rest.length] = pairs[i];
        else if (!isSet) {
          rest[rest.length] = pair(wanted, text);
          isSet = true;
        }
      }
      if (!isSet) rest[rest.length] = pair(wanted, text);
      this.#update(rest);
    }
    /** By name, in UTF-16 units; those of one name keep their order. */
    sort() {
      const pairs = this.#pairs;
      const compare = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
      this.#update(vm.primordials.sort(pairs, compare));
    }
    forEach(callback, thisArg = undefined) {
      if (this.#pairs === undefined) return;
      if (typeof callback !== 'function') throw vm.refusals.argument('callback', 'of type function', callback);
      for (let i = 0; i < this.#pairs.length; i++) {
        vm.primordials.apply(callback, thisArg, [this.#pairs[i].value, this.#pairs[i].name, this]);
      }
    }
    entries() {
      return iterator(this, 'entries', this.#pairs);
    }
    keys() {
      return iterator(this, 'keys', this.#pairs);
    }
    values() {
      return iterator(this, 'values', this.#pairs);
    }
    toString() {
      return serialized(this.#pairs);
    }
  }

  const own = (object, key, value) =>
    defineProperty(object, key, record({ value, writable: true, enumerable: true, configurable: true }));
  defineProperty(URLSearchParams.prototype, symbolIterator, record({
    value: URLSearchParams.prototype.entries, writable: true, enumerable: false, configurable: true,
  }));

  /** An iterator's kind and where it is. */
  const iterators = new vm.primordials.WeakMap();
  const picked = (one, kind) => (kind === 'keys' ? one.name : kind === 'values' ? one.value : [one.name, one.value]);
  const IteratorPrototype = objectCreate(iteratorPrototype);
  const methods = record({
    next() {
      const at = vm.primordials.weakGet(iterators, this);
      if (at === undefined) throw vm.refusals.receiver('URLSearchParamsIterator');
      const pairs = pairsOf(at.params);
      if (at.index >= pairs.length) return { value: undefined, done: true };
      return { value: picked(pairs[at.index++], at.kind), done: false };
    },
  });
  own(IteratorPrototype, 'next', methods.next);
  tag(IteratorPrototype, 'URLSearchParams Iterator');

  const iterator = (params, kind) => {
    const made = objectCreate(IteratorPrototype);
    vm.primordials.weakSet(iterators, made, record({ params, kind, index: 0 }));
    return made;
  };

  /** Pieces in braces, on one line where they fit as Node has it, else one a line. */
  const braced = (name, pieces) => {
    let length = 0;
    for (let i = 0; i < pieces.length; i++) length += pieces[i].length + 2;
    if (pieces.length === 0) return name + ' {}';
    const isLong = length > 80;
    const joint = isLong ? ',\n  ' : ', ';
    return name + (isLong ? ' {\n  ' : ' { ') + vm.primordials.join(pieces, joint) + ' }';
  };

  prints(URLSearchParams, (params, inspect) => {
    const pairs = pairsOf(params);
    const pieces = list();
    for (let i = 0; i < pairs.length; i++) pieces[i] = inspect(pairs[i].name) + ' => ' + inspect(pairs[i].value);
    return braced('URLSearchParams', pieces);
  });
  prints({ prototype: IteratorPrototype }, (made, inspect) => {
    const at = vm.primordials.weakGet(iterators, made);
    const pieces = list();
    const pairs = pairsOf(at.params);
    for (let i = at.index; i < pairs.length; i++) pieces[pieces.length] = inspect(picked(pairs[i], at.kind));
    return braced('URLSearchParams Iterator', pieces);
  });

  return record({ URLSearchParams: expose(URLSearchParams, 'URLSearchParams'), bind });
}
