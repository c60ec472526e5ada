/** `node:querystring`: the older way of reading and writing what stands behind the `?` of a URL. */
(vm) => {
  'use strict';
  const {
    decodeURIComponent, encodeURIComponent, indexOf, isArray, list, objectCreate, ownKeys, put, slice, wellFormed,
    propertyIsEnumerable,
  } = vm.primordials;
  const MOST_KEYS = 1000;

  const escape = (value) => encodeURIComponent(wellFormed(typeof value === 'string' ? value : '' + value));

  const unescape = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // what is wrongly escaped stays as it is
    }
  };

  const written = (value) => {
    const isWritten = typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint' ||
      (typeof value === 'number' && value - value === 0);
    return isWritten ? '' + value : '';
  };

  const stringify = (given, separator, equals, options) => {
    if (typeof given !== 'object' || given === null) return '';
    const escaped = options?.encodeURIComponent ?? querystring.escape;
    const between = separator || '&';
    const is = equals || '=';
    const keys = ownKeys(given);
    let text = '';
    const add = (key, value) => {
      text += (text === '' ? '' : between) + escaped(key) + is + escaped(written(value));
    };
    for (let i = 0; i < keys.length; i++) {
      if (typeof keys[i] !== 'string' || !propertyIsEnumerable(given, keys[i])) continue;
      const value = given[keys[i]];
      if (isArray(value)) for (let k = 0; k < value.length; k++) add(keys[i], value[k]);
      else add(keys[i], value);
    }
    return text;
  };

  const spaced = (text) => {
    let made = '';
    for (let i = 0; i < text.length; i++) made += text[i] === '+' ? ' ' : text[i];
    return made;
  };

  const split = (text, by, most) => {
    const parts = list();
    let rest = text;
    for (let at = indexOf(rest, by); at >= 0 && (most === 0 || parts.length < most); at = indexOf(rest, by)) {
      parts[parts.length] = slice(rest, 0, at);
      rest = slice(rest, at + by.length);
    }
    if (most === 0 || parts.length < most) parts[parts.length] = rest;
    return parts;
  };

  const parse = (text, separator, equals, options) => {
    const found = objectCreate(null);
    if (typeof text !== 'string' || text === '') return found;
    const read = options?.decodeURIComponent ?? querystring.unescape;
    const is = equals || '=';
    const most = typeof options?.maxKeys === 'number' ? options.maxKeys : MOST_KEYS;
    const parts = split(text, separator || '&', most > 0 ? most : 0);
    for (let i = 0; i < parts.length; i++) {
      if (parts[i] === '') continue;
      const at = indexOf(parts[i], is);
      const key = read(spaced(at < 0 ? parts[i] : slice(parts[i], 0, at)));
      const value = at < 0 ? '' : read(spaced(slice(parts[i], at + is.length)));
      const known = found[key];
      if (known === undefined) put(found, key, value);
      else if (isArray(known)) put(known, known.length, value);
      else put(found, key, [known, value]);
    }
    return found;
  };

  const querystring = { unescape, escape, stringify, encode: stringify, parse, decode: parse };
  return querystring;
}
