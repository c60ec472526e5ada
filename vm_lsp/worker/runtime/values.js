/** Values as they go to the host: type, preview, the whole text, and JSON where it carries them. */
(vm) => {
  'use strict';
  const { codeAt, exec, record, slice, wellFormed } = vm.primordials;
  const { cpuMs } = vm.host;
  const PREVIEW_BYTES = 2048;
  const FULL_BYTES = 65536;
  const NAME_BYTES = 256;
  /** How many ms of work go into one value: to print it, and till it stands as JSON too. */
  const WITHIN = record({ within: 50 });
  const IN_ALL = 90;
  const NOT_ASCII = /[^\x00-\x7f]/;

  /** `text` cut to at most `limit` bytes of UTF-8, between characters, with an ellipsis where something is missing. */
  const cut = (text, limit) => {
    if (text.length * 3 <= limit) return text;
    if (exec(NOT_ASCII, text) === null) return text.length <= limit ? text : slice(text, 0, limit - 3) + '…';
    let bytes = 0;
    let fits = 0;
    for (let i = 0; i < text.length; i++) {
      const code = codeAt(text, i);
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xe000 ? 2 : 3;
      if (bytes > limit) return slice(text, 0, fits) + '…';
      if (bytes <= limit - 3 && !(code >= 0xd800 && code < 0xdc00)) fits = i + 1;
    }
    return text;
  };

  /** The name of the class of an object; a proxy has that of its target. */
  const className = (given) => {
    const object = vm.naming.target(given);
    const name = object === null ? '' : vm.naming.constructorName(object);
    return name === null || name === '' ? 'Object' : cut(wellFormed(name), NAME_BYTES);
  };

  const typeOf = (value) => {
    if (value === null) return 'null';
    return typeof value === 'object' ? className(value) : typeof value;
  };

  /** What a statement came to: {type, preview}. */
  const short = (value) =>
    record({ type: typeOf(value), preview: cut(printed(value, PREVIEW_BYTES).text, PREVIEW_BYTES) });

  /** {text, late, most}; a text whose end is missing for want of time ends in an ellipsis. */
  const printed = (value, bytes) => {
    const { text, late, most } = vm.inspectInTime(value, bytes, WITHIN);
    return record({ text: wellFormed(text) + (late ? '…' : ''), late, most });
  };

  /** What a run came to: {type, preview, truncated, full, json}. */
  const whole = (value) => {
    const deadline = cpuMs() + IN_ALL;
    const { text, late, most } = printed(value, FULL_BYTES);
    const preview = cut(text, PREVIEW_BYTES);
    const full = preview === text ? null : cut(text, FULL_BYTES);
    // Many keys are slow to list again.
    const json = most > FULL_BYTES ? null : vm.stacks.quietly(() => vm.json(value, FULL_BYTES, deadline));
    return record({ type: typeOf(value), preview, truncated: late || full !== null, full, json });
  };

  vm.values = record({ cut, className, typeOf, short, whole });
}
