/** `TextEncoder` and `TextDecoder` (Encoding Standard). */
(vm) => {
  'use strict';
  const {
    Uint8Array, codeAt, dataViewBuffer, dataViewLength, dataViewOffset, defineProperty, lower, parse, record, trim,
    typedArrayBuffer, typedArrayBytes, typedArrayLength, typedArrayOffset, typedArrayTag,
  } = vm.primordials;
  const { dictionary, expose, prints } = vm.part('globals/interfaces');
  const utf8 = vm.part('globals/utf8');
  const BOM = 0xfeff;

  /** From each label to the name of its encoding. */
  const LABELS = record(parse(
    '{"unicode-1-1-utf-8":"utf-8","unicode11utf8":"utf-8","unicode20utf8":"utf-8","utf-8":"utf-8","utf8":"utf-8",' +
    '"x-unicode20utf8":"utf-8","unicodefffe":"utf-16be","utf-16be":"utf-16be","csunicode":"utf-16le",' +
    '"iso-10646-ucs-2":"utf-16le","ucs-2":"utf-16le","unicode":"utf-16le","unicodefeff":"utf-16le",' +
    '"utf-16":"utf-16le","utf-16le":"utf-16le","ansi_x3.4-1968":"windows-1252","ascii":"windows-1252",' +
    '"cp1252":"windows-1252","cp819":"windows-1252","csisolatin1":"windows-1252","ibm819":"windows-1252",' +
    '"iso-8859-1":"windows-1252","iso-ir-100":"windows-1252","iso8859-1":"windows-1252","iso88591":"windows-1252",' +
    '"iso_8859-1":"windows-1252","iso_8859-1:1987":"windows-1252","l1":"windows-1252","latin1":"windows-1252",' +
    '"us-ascii":"windows-1252","windows-1252":"windows-1252","x-cp1252":"windows-1252"}'));
  /** What windows-1252 has from 0x80 to 0x9f. */
  const WINDOWS = '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
    '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

  const singleBytes = () => record({
    decode: (bytes, length, out) => {
      for (let i = 0; i < length; i++) {
        const byte = bytes[i];
        out.add(byte >= 0x80 && byte < 0xa0 ? codeAt(WINDOWS, byte - 0x80) : byte);
      }
    },
    finish: () => {},
  });

  const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;
  const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;

  /** UTF-16: a byte and a high surrogate may wait for the next piece. */
  const doubleBytes = (first, second) => () => {
    const state = record({ byte: -1, high: -1 });
    const take = (unit, out, fail) => {
      const high = state.high;
      state.high = -1;
      if (high >= 0 && isLow(unit)) return out.add(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
      if (high >= 0) fail(out);
      if (isHigh(unit)) state.high = unit;
      else if (isLow(unit)) fail(out);
      else out.add(unit);
      return undefined;
    };
    return record({
      decode: (bytes, length, out, fail) => {
        for (let i = 0; i < length; i++) {
          if (state.byte < 0) {
            state.byte = bytes[i];
            continue;
          }
          const unit = (state.byte << first) | (bytes[i] << second);
          state.byte = -1;
          take(unit, out, fail);
        }
      },
      finish: (out, fail) => {
        if (state.byte >= 0 || state.high >= 0) fail(out);
        state.byte = -1;
        state.high = -1;
      },
    });
  };

  const decoders = record({
    'utf-8': utf8.decoder, 'utf-16le': doubleBytes(0, 8), 'utf-16be': doubleBytes(8, 0), 'windows-1252': singleBytes,
  });

  /** The bytes of a buffer or of a view of one. */
  const bytesOf = (value) => {
    if (value === undefined) return new Uint8Array(0);
    if (typeof value === 'object' && value !== null && !vm.proxies.isProxy(value)) {
      if (typedArrayTag(value) !== undefined) {
        return new Uint8Array(typedArrayBuffer(value), typedArrayOffset(value), typedArrayBytes(value));
      }
      const kind = vm.brands.of(value);
      if (kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer') return new Uint8Array(value);
      if (kind === 'DataView') {
        return new Uint8Array(dataViewBuffer(value), dataViewOffset(value), dataViewLength(value));
      }
    }
    throw vm.refusals.argument('list', 'an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView', value);
  };

  class TextEncoder {
    get encoding() {
      if (!(#isEncoder in this)) throw vm.refusals.receiver('TextEncoder');
      return 'utf-8';
    }
    #isEncoder = true;
    encode(input = '') {
      const text = '' + input;
      const length = utf8.byteLength(text);
      const bytes = new Uint8Array(length);
      utf8.encodeInto(text, bytes, length);
      return bytes;
    }
    encodeInto(source, destination) {
      if (typeof source !== 'string') throw vm.refusals.argument('src', 'of type string', source);
      const isBytes = typeof destination === 'object' && destination !== null && !vm.proxies.isProxy(destination) &&
        typedArrayTag(destination) === 'Uint8Array';
      if (!isBytes) throw vm.refusals.argument('dest', 'an instance of Uint8Array', destination);
      const { read, written } = utf8.encodeInto(source, destination, typedArrayLength(destination));
      return { read, written };
    }
  }
  defineProperty(TextEncoder.prototype.encode, 'length', record({ value: 0, configurable: true }));

  class TextDecoder {
    #encoding;
    #fatal;
    #ignoreBOM;
    #decoder;
    #atStart = true;

    constructor(label = 'utf-8', options = undefined) {
      const name = LABELS[lower(trim('' + label))];
      if (name === undefined) {
        throw vm.refusals.range('The "' + label + '" encoding is not supported', 'ERR_ENCODING_NOT_SUPPORTED');
      }
      const given = dictionary(options, 'options');
      this.#encoding = name;
      this.#fatal = !!given.fatal;
      this.#ignoreBOM = !!given.ignoreBOM;
      this.#decoder = decoders[name]();
    }
    get encoding() {
      return this.#encoding;
    }
    get fatal() {
      return this.#fatal;
    }
    get ignoreBOM() {
      return this.#ignoreBOM;
    }
    decode(input = undefined, options = undefined) {
      const bytes = bytesOf(input);
      const stream = !!dictionary(options, 'options').stream;
      const out = utf8.writer();
      const guarded = this.#ignoreBOM || this.#encoding === 'windows-1252' ? out : this.#withoutBom(out);
      this.#decoder.decode(bytes, typedArrayLength(bytes), guarded, this.#failure());
      if (!stream) {
        this.#decoder.finish(guarded, this.#failure());
        this.#atStart = true;
      }
      return out.text();
    }
    /** Drops the mark of byte order, if the text begins with one. */
    #withoutBom(out) {
      return record({
        add: (point) => {
          if (!this.#atStart || point !== BOM) out.add(point);
          this.#atStart = false;
        },
      });
    }
    #failure() {
      if (!this.#fatal) return utf8.replace;
      return () => {
        this.#decoder = decoders[this.#encoding]();
        this.#atStart = true;
        const said = 'The encoded data was not valid for encoding ' + this.#encoding;
        throw vm.refusals.type(said, 'ERR_ENCODING_INVALID_ENCODED_DATA');
      };
    }
  }
  defineProperty(TextDecoder, 'length', record({ value: 0, configurable: true }));
  defineProperty(TextDecoder.prototype.decode, 'length', record({ value: 0, configurable: true }));

  return record({
    TextEncoder: expose(TextEncoder, 'TextEncoder'), TextDecoder: expose(TextDecoder, 'TextDecoder'), bytesOf, LABELS,
  });
}
