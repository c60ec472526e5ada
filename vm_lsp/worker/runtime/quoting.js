/** Strings, keys and numbers as Node's util.inspect writes them. */
(vm) => {
  'use strict';
  const {
    bigintText, codeAt, exec, indexOf, numberText, padStart, record, regExpFlag, regExpSource, repeat, slice,
    symbolDescription, upper,
  } = vm.primordials;
  const SHORTEST_BROKEN = 16;
  /** In hexadecimal digits: decimal ones of a longer bigint take time that grows with the square of their number. */
  const LONGEST_DECIMAL = 4000;
  const IDENTIFIER = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
  /** What may need an escape: controls, quotes, backslashes, surrogates. */
  const ESCAPED = /[\x00-\x1f'\\\x7f-\x9f\ud800-\udfff]/;
  const SHORT_ESCAPES = record({ 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r', 92: '\\\\' });

  /** Single quotes, unless the text has some and no double quotes, or else no backticks and no `${`. */
  const quoteFor = (text) => {
    if (indexOf(text, "'") < 0) return "'";
    if (indexOf(text, '"') < 0) return '"';
    return indexOf(text, '`') < 0 && indexOf(text, '${') < 0 ? '`' : "'";
  };

  const isHigh = (code) => code >= 0xd800 && code < 0xdc00;
  const isLow = (code) => code >= 0xdc00 && code < 0xe000;

  /** The escape of the UTF-16 unit at `i`, '' if it stands for itself. */
  const escapeAt = (text, i, quote) => {
    const code = codeAt(text, i);
    if (code >= 0x20 && code < 0x7f) {
      if (code === 92) return '\\\\';
      return code === 39 && quote === "'" ? "\\'" : '';
    }
    if (code < 0xa0) return SHORT_ESCAPES[code] ?? ('\\x' + padStart(upper(numberText(code, 16)), 2, '0'));
    const alone = (isHigh(code) && !isLow(codeAt(text, i + 1))) || (isLow(code) && !isHigh(codeAt(text, i - 1)));
    return alone ? '\\u' + numberText(code, 16) : '';
  };

  const escaped = (text, quote) => {
    if (exec(ESCAPED, text) === null) return text;
    let result = '';
    let done = 0;
    for (let i = 0; i < text.length; i++) {
      const escape = escapeAt(text, i, quote);
      if (escape !== '') {
        result += slice(text, done, i) + escape;
        done = i + 1;
      }
    }
    return result + slice(text, done);
  };

  const quoted = (text) => {
    const quote = quoteFor(text);
    return quote + escaped(text, quote) + quote;
  };

  /** A long string of several lines: each line quoted, joined by ` +` and a line end. */
  const broken = (text, indentation) => {
    const joint = ' +\n' + repeat(' ', indentation + 2);
    let result = '';
    for (let start = 0; start < text.length; ) {
      const end = indexOf(text, '\n', start) + 1 || text.length;
      result += (start > 0 ? joint : '') + quoted(slice(text, start, end));
      start = end;
    }
    return result;
  };

  /** A string, quoted; of one longer than what is left of the budget only as much as can show. */
  const string = (state, value) => {
    const most = state.maxStringLength < state.left ? state.maxStringLength : state.left > 0 ? state.left + 1 : 1;
    const rest = value.length - most;
    const trailer = rest > 0 ? '... ' + rest + ' more character' + (rest > 1 ? 's' : '') : '';
    const text = rest > 0 ? slice(value, 0, most) : value;
    const isLong = text.length > SHORTEST_BROKEN && text.length > state.breakLength - state.indentation - 4;
    const long = isLong && state.compact !== true;
    return (long ? broken(text, state.indentation) : quoted(text)) + trailer;
  };

  /** Digits with a `_` between groups of three, counted from the end. */
  const separated = (digits) => {
    const first = digits[0] === '-' ? 1 : 0;
    let text = '';
    let end = digits.length;
    for (; end >= first + 4; end -= 3) text = '_' + slice(digits, end - 3, end) + text;
    return slice(digits, 0, end) + text;
  };

  const separatedAfterPoint = (digits) => {
    let text = '';
    let start = 0;
    for (; start < digits.length - 3; start += 3) text += slice(digits, start, start + 3) + '_';
    return text + slice(digits, start);
  };

  const number = (state, value) => {
    const text = value === 0 && 1 / value < 0 ? '-0' : '' + value;
    if (!state.numericSeparator || value - value !== 0 || indexOf(text, 'e') >= 0) return text;
    const point = indexOf(text, '.');
    if (point < 0) return separated(text);
    return separated(slice(text, 0, point)) + '.' + separatedAfterPoint(slice(text, point + 1));
  };

  const bigint = (state, value) => {
    const hex = bigintText(value, 16);
    if (hex.length <= LONGEST_DECIMAL) return (state.numericSeparator ? separated('' + value) : '' + value) + 'n';
    const most = state.left > 0 ? state.left + 1 : 1;
    return value < 0n ? '-0x' + slice(hex, 1, most) + 'n' : '0x' + slice(hex, 0, most) + 'n';
  };

  /** A symbol, of whose name no more than can show is looked at. */
  const symbol = (state, value) => 'Symbol(' + shortened(state, symbolDescription(value) ?? '') + ')';

  /** As much of a text as can show. */
  const shortened = (state, text) =>
    text.length > state.left ? slice(text, 0, state.left > 0 ? state.left + 1 : 1) : text;

  /** A regular expression from its own slots: its toString would ask properties that can be replaced. */
  const regExp = (value) => {
    let text = '/' + regExpSource(value) + '/';
    for (const letter in regExpFlag) if (regExpFlag[letter](value)) text += letter;
    return text;
  };

  const primitive = (state, value) => {
    if (typeof value === 'string') return string(state, value);
    if (typeof value === 'number') return number(state, value);
    if (typeof value === 'bigint') return bigint(state, value);
    return typeof value === 'symbol' ? symbol(state, value) : '' + value;
  };

  /** A property's name, in brackets where it is a symbol or is not enumerable. */
  const key = (state, given, enumerable) => {
    if (typeof given === 'symbol') return '[' + escaped(symbol(state, given), "'") + ']';
    if (given === '__proto__') return "['__proto__']";
    const name = shortened(state, given);
    if (!enumerable) return '[' + escaped(name, "'") + ']';
    return exec(IDENTIFIER, name) === null ? quoted(name) : name;
  };

  vm.quoting = record({ key, number, primitive, regExp, shortened });
}
