/** Text to bytes and back, in the encodings of Node's Buffer. */
(vm) => {
  'use strict';
  const { codeAt, list, lower, numberText, padStart, parseInt, record, slice } = vm.primordials;
  const utf8 = vm.part('globals/utf8');
  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const NAMES = record({
    utf8: 'utf8', 'utf-8': 'utf8', hex: 'hex', base64: 'base64', base64url: 'base64url', latin1: 'latin1',
    binary: 'latin1', ascii: 'ascii', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le',
  });

  /** The value of each digit of base 64, by its code; both alphabets are read. */
  const values = record({ 43: 62, 45: 62, 47: 63, 95: 63 });
  for (let i = 0; i < DIGITS.length; i++) values[codeAt(DIGITS, i)] = i;

  const fromBase64 = (text) => {
    const bytes = list();
    let bits = 0;
    let count = 0;
    for (let i = 0; i < text.length; i++) {
      const code = codeAt(text, i);
      if (code === 0x3d) break;
      const value = values[code];
      if (value === undefined) continue;
      bits = ((bits << 6) | value) & 0xffff;
      count += 6;
      if (count < 8) continue;
      count -= 8;
      bytes[bytes.length] = (bits >> count) & 0xff;
    }
    return bytes;
  };

  const toBase64 = (bytes, from, to, last, isPadded) => {
    const alphabet = DIGITS + last;
    let text = '';
    for (let i = from; i < to; i += 3) {
      const left = to - i;
      const three = (bytes[i] << 16) | ((left > 1 ? bytes[i + 1] : 0) << 8) | (left > 2 ? bytes[i + 2] : 0);
      text += alphabet[three >> 18] + alphabet[(three >> 12) & 63];
      if (left > 1) text += alphabet[(three >> 6) & 63];
      if (left > 2) text += alphabet[three & 63];
      if (isPadded && left < 3) text += left === 2 ? '=' : '==';
    }
    return text;
  };

  const fromHex = (text) => {
    const bytes = list();
    for (let i = 0; i + 1 < text.length; i += 2) {
      const pair = slice(text, i, i + 2);
      const value = parseInt(pair, 16);
      if (value !== value || padStart(numberText(value, 16), 2, '0') !== lower(pair)) break;
      bytes[bytes.length] = value;
    }
    return bytes;
  };

  const units = (text, size) => {
    const bytes = list();
    for (let i = 0; i < text.length; i++) {
      const code = codeAt(text, i);
      bytes[bytes.length] = code & 0xff;
      if (size === 2) bytes[bytes.length] = code >> 8;
    }
    return bytes;
  };

  const characters = (bytes, from, to, step, unitAt) => {
    const out = utf8.writer();
    for (let i = from; i + step <= to; i += step) out.add(unitAt(i));
    return out.text();
  };

  const encoders = record({
    utf8: (text) => {
      const bytes = list();
      utf8.encodeInto(text, bytes, 1 / 0);
      return bytes;
    },
    hex: fromHex,
    base64: fromBase64,
    base64url: fromBase64,
    latin1: (text) => units(text, 1),
    ascii: (text) => units(text, 1),
    utf16le: (text) => units(text, 2),
  });

  const decoders = record({
    utf8: (bytes, from, to) => {
      const out = utf8.writer();
      const decoder = utf8.decoder();
      const piece = list();
      for (let i = from; i < to; i++) piece[i - from] = bytes[i];
      decoder.decode(piece, piece.length, out, utf8.replace);
      decoder.finish(out, utf8.replace);
      return out.text();
    },
    hex: (bytes, from, to) => {
      let text = '';
      for (let i = from; i < to; i++) text += padStart(numberText(bytes[i], 16), 2, '0');
      return text;
    },
    base64: (bytes, from, to) => toBase64(bytes, from, to, '+/', true),
    base64url: (bytes, from, to) => toBase64(bytes, from, to, '-_', false),
    latin1: (bytes, from, to) => characters(bytes, from, to, 1, (i) => bytes[i]),
    ascii: (bytes, from, to) => characters(bytes, from, to, 1, (i) => bytes[i] & 0x7f),
    utf16le: (bytes, from, to) => characters(bytes, from, to, 2, (i) => bytes[i] | (bytes[i + 1] << 8)),
  });

  /** The name of an encoding as the tables have it, utf8 where none is given. */
  const named = (encoding) => {
    if (encoding === undefined || encoding === null || encoding === '') return 'utf8';
    const name = typeof encoding === 'string' ? NAMES[lower(encoding)] : undefined;
    if (name === undefined) {
      throw vm.refusals.type('Unknown encoding: ' + encoding, 'ERR_UNKNOWN_ENCODING');
    }
    return name;
  };

  return record({
    isEncoding: (name) => typeof name === 'string' && NAMES[lower(name)] !== undefined,
    /** The bytes of a text, as a list. */
    bytes: (text, encoding) => encoders[named(encoding)](text),
    text: (bytes, encoding, from, to) => decoders[named(encoding)](bytes, from, to),
  });
}
