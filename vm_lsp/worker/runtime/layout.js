/** How the parts of an object are put on lines: Node's rules for `compact: 3`. */
(vm) => {
  'use strict';
  const {
    codeAt, floor, getOwnPropertyDescriptor, indexOf, isData, join, list, max, min, padEnd, padStart, record, repeat,
    round, sqrt,
  } = vm.primordials;
  const COMPACT = 3;
  const GROUPED = 6;
  const SEPARATOR = 2;

  const isWide = (code) =>
    (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0x303e) || (code >= 0x3041 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6);
  const isCombining = (code) => (code >= 0x300 && code <= 0x36f) || (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0x200b && code <= 0x200f) || (code >= 0x20d0 && code <= 0x20ff);

  /** How many columns of a terminal a text takes; a surrogate pair counts two, as nearly all that are shown do. */
  const width = (text) => {
    let columns = text.length;
    for (let i = 0; i < text.length; i++) {
      const code = codeAt(text, i);
      if (code >= 0x300) columns += isWide(code) ? 1 : isCombining(code) ? -1 : 0;
    }
    return columns;
  };

  const fitsOneLine = (state, output, start, base) => {
    let length = output.length + start;
    if (length + output.length > state.breakLength) return false;
    for (let i = 0; i < output.length; i++) {
      length += output[i].length;
      if (length > state.breakLength) return false;
    }
    return base === '' || indexOf(base, '\n') < 0;
  };

  /** How many columns an array of short items gets: about a square, never more than 15. */
  const columnCount = (state, widths, total, widest, entries) => {
    const wide = widest + SEPARATOR;
    if (wide * 3 + state.indentation >= state.breakLength) return 1;
    if (total / wide <= 5 && widest > 6) return 1;
    const biased = max(wide - 3 - sqrt(wide - total / entries), 1);
    const square = round(sqrt(2.5 * biased * widths.length) / biased);
    return min(square, floor((state.breakLength - state.indentation) / wide), COMPACT * 4, 15);
  };

  const isNumeric = (value, i) => {
    const own = getOwnPropertyDescriptor(value, i);
    return isData(own) && (typeof own.value === 'number' || typeof own.value === 'bigint');
  };

  const allNumeric = (value, count) => {
    for (let i = 0; i < count; i++) if (!isNumeric(value, i)) return false;
    return true;
  };

  const columnWidths = (widths, columns) => {
    const widest = list();
    for (let column = 0; column < columns; column++) {
      let most = 0;
      for (let i = column; i < widths.length; i += columns) if (widths[i] > most) most = widths[i];
      widest[column] = most + SEPARATOR;
    }
    return widest;
  };

  const row = (output, widths, from, to, columns, pad) => {
    let text = '';
    let i = from;
    for (; i < to - 1; i++) text += pad(output[i] + ', ', columns[i - from] + output[i].length - widths[i], ' ');
    const last = pad === padStart ? columns[i - from] + output[i].length - widths[i] - SEPARATOR : 0;
    return text + padStart(output[i], last, ' ');
  };

  /** Puts the items of a long array into columns. The text about the items left out, if any, stays on its own line. */
  const group = (state, output, value, more) => {
    const count = output.length - (more ? 1 : 0);
    const widths = list();
    let total = 0;
    let widest = 0;
    for (let i = 0; i < count; i++) {
      widths[i] = width(output[i]);
      total += widths[i] + SEPARATOR;
      if (widths[i] > widest) widest = widths[i];
    }
    const columns = columnCount(state, widths, total, widest, output.length);
    if (columns <= 1) return output;
    const lines = list();
    const pad = value !== undefined && allNumeric(value, output.length) ? padStart : padEnd;
    const each = columnWidths(widths, columns);
    for (let i = 0; i < count; i += columns) {
      lines[lines.length] = row(output, widths, i, min(i + columns, count), each, pad);
    }
    if (more) lines[lines.length] = output[count];
    return lines;
  };

  /**
   * Joins the parts of an object, on one line if that holds at most three levels and fits.
   * `items` is the array itself where the parts are an array's items; `more` tells that the last part counts the rest.
   */
  const joined = (state, output, shape, level) => {
    const { base, open, close, items, more } = shape;
    const lines = items !== undefined && output.length > GROUPED ? group(state, output, items, more) : output;
    const head = base === '' ? open : base + ' ' + open;
    if (state.currentDepth - level < COMPACT && lines === output) {
      const start = output.length + state.indentation + open.length + base.length + 10;
      if (fitsOneLine(state, output, start, base)) {
        const text = join(output, ', ');
        if (indexOf(text, '\n') < 0) return head + ' ' + text + ' ' + close;
      }
    }
    const indentation = '\n' + repeat(' ', state.indentation);
    return head + indentation + '  ' + join(lines, ',' + indentation + '  ') + indentation + close;
  };

  vm.layout = record({ joined, width });
}
