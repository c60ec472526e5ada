/** `node:string_decoder`: bytes that come in pieces, as text; a character that a piece breaks off in waits. */
(vm) => {
  'use strict';
  const { WeakMap, list, lower, put, record, weakGet, weakSet } = vm.primordials;
  const utf8 = vm.part('globals/utf8');
  const texts = vm.part('globals/buffer_text');
  const { bytesOf } = vm.part('globals/encoding');
  /** How many bytes make a whole number of characters, where it is not one. */
  const STEPS = record({
    utf16le: 2, 'utf-16le': 2, ucs2: 2, 'ucs-2': 2, base64: 3, base64url: 3,
  });

  const ofUtf8 = () => {
    const decoder = utf8.decoder();
    return record({
      write: (bytes) => {
        const out = utf8.writer();
        decoder.decode(bytes, bytes.length, out, utf8.replace);
        return out.text();
      },
      end: () => {
        const out = utf8.writer();
        decoder.finish(out, utf8.replace);
        return out.text();
      },
    });
  };

  const ofSteps = (encoding, step) => {
    let kept = list();
    return record({
      write: (bytes) => {
        for (let i = 0; i < bytes.length; i++) kept[kept.length] = bytes[i];
        const whole = kept.length - (kept.length % step);
        const text = texts.text(kept, encoding, 0, whole);
        const rest = list();
        for (let i = whole; i < kept.length; i++) rest[i - whole] = kept[i];
        kept = rest;
        return text;
      },
      end: () => {
        const text = texts.text(kept, encoding, 0, kept.length);
        kept = list();
        return text;
      },
    });
  };

  const decoders = new WeakMap();

  /** A function and no class: packages call it on objects of their own, as older code inherits. */
  function StringDecoder(encoding = 'utf8') {
    const name = typeof encoding === 'string' ? lower(encoding) : encoding;
    if (!texts.isEncoding(name)) throw vm.refusals.type('Unknown encoding: ' + encoding, 'ERR_UNKNOWN_ENCODING');
    const isUtf8 = name === 'utf8' || name === 'utf-8';
    weakSet(decoders, this, isUtf8 ? ofUtf8() : ofSteps(name, STEPS[name] ?? 1));
    put(this, 'encoding', isUtf8 ? 'utf8' : STEPS[name] === 2 ? 'utf16le' : name === 'binary' ? 'latin1' : name);
  }

  const written = (decoder, bytes) =>
    typeof bytes === 'string' ? bytes : weakGet(decoders, decoder).write(bytesOf(bytes));

  put(StringDecoder.prototype, 'write', function write(bytes) {
    return written(this, bytes);
  });
  put(StringDecoder.prototype, 'end', function end(bytes) {
    return (bytes === undefined ? '' : written(this, bytes)) + weakGet(decoders, this).end();
  });

  return { StringDecoder };
}
