/** UTF-8, both ways (Encoding Standard, 8). Bytes are lists of numbers, or typed arrays. */
(vm) => {
  'use strict';
  const { apply, codeAt, fromCharCode, list, record } = vm.primordials;
  const REPLACEMENT = 0xfffd;
  /** Characters that are made in one call. */
  const CHUNK = 4096;

  /** Collects UTF-16 units to a string. */
  const writer = () => {
    let text = '';
    let units = list();
    const flush = () => {
      text += apply(fromCharCode, undefined, units);
      units = list();
    };
    return record({
      add: (point) => {
        if (point > 0xffff) {
          units[units.length] = 0xd800 + ((point - 0x10000) >> 10);
          units[units.length] = 0xdc00 + ((point - 0x10000) & 0x3ff);
        } else units[units.length] = point;
        if (units.length >= CHUNK) flush();
      },
      text: () => {
        flush();
        return text;
      },
    });
  };

  /** The code point at `i` of a text; a surrogate that stands alone is the replacement character. */
  const pointAt = (text, i) => {
    const code = codeAt(text, i);
    if (code < 0xd800 || code > 0xdfff) return code;
    const next = codeAt(text, i + 1);
    if (code > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return REPLACEMENT;
    return 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
  };

  const sizeOf = (point) => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

  const write = (bytes, at, point, size) => {
    if (size === 1) {
      bytes[at] = point;
      return;
    }
    bytes[at] = (size === 2 ? 0xc0 : size === 3 ? 0xe0 : 0xf0) | (point >> (6 * (size - 1)));
    for (let i = 1; i < size; i++) bytes[at + i] = 0x80 | ((point >> (6 * (size - 1 - i))) & 0x3f);
  };

  /** Writes as much of `text` into `bytes` as has room: {read, written}, in UTF-16 units and bytes. */
  const encodeInto = (text, bytes, room) => {
    let read = 0;
    let written = 0;
    while (read < text.length) {
      const point = pointAt(text, read);
      const size = sizeOf(point);
      if (written + size > room) break;
      write(bytes, written, point, size);
      written += size;
      read += point > 0xffff ? 2 : 1;
    }
    return record({ read, written });
  };

  const byteLength = (text) => {
    let length = 0;
    for (let i = 0; i < text.length; i++) {
      const point = pointAt(text, i);
      length += sizeOf(point);
      if (point > 0xffff) i++;
    }
    return length;
  };

  /** What is allowed as the second byte after a first one: narrower than other following bytes for some. */
  const lowest = (first) => (first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80);
  const highest = (first) => (first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf);

  /** Decodes piece by piece; `state` holds the character that the last piece broke off in. */
  const decoder = () => {
    const state = record({ point: 0, seen: 0, needed: 0, low: 0x80, high: 0xbf });

    const begin = (byte, out, fail) => {
      if (byte < 0x80) return out.add(byte);
      if (byte < 0xc2 || byte > 0xf4) return fail(out);
      state.needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
      state.point = byte & (0x3f >> state.needed);
      state.seen = 0;
      state.low = lowest(byte);
      state.high = highest(byte);
      return undefined;
    };

    const follow = (byte, out, fail) => {
      if (byte < state.low || byte > state.high) {
        state.needed = 0;
        fail(out);
        return begin(byte, out, fail);
      }
      state.low = 0x80;
      state.high = 0xbf;
      state.point = (state.point << 6) | (byte & 0x3f);
      if (++state.seen === state.needed) {
        state.needed = 0;
        out.add(state.point);
      }
      return undefined;
    };

    return record({
      /** Adds to `out` what `bytes` say; `fail` is called for what is no UTF-8. */
      decode: (bytes, length, out, fail) => {
        for (let i = 0; i < length; i++) (state.needed === 0 ? begin : follow)(bytes[i], out, fail);
      },
      finish: (out, fail) => {
        if (state.needed === 0) return;
        state.needed = 0;
        fail(out);
      },
    });
  };

  const replace = (out) => out.add(REPLACEMENT);

  return record({
    byteLength,
    decoder,
    encodeInto,
    writer,
    replace,
    /** The text of bytes, with replacement characters for what is no UTF-8. */
    decode: (bytes, length) => {
      const out = writer();
      const one = decoder();
      one.decode(bytes, length, out, replace);
      one.finish(out, replace);
      return out.text();
    },
  });
}
