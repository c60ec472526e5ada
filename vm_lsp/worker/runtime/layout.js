/** How the parts of an object are put on lines: Node's rules for its option `compact`. */
(vm) => {
  'use strict';
  const { codeAt, exec, floor, indexOf, join, list, max, min, padEnd, padStart, record, repeat, round, sqrt } =
    vm.primordials;
  const GROUPED = 6;
  const SEPARATOR = 2;
  /** What takes one column for each of its UTF-16 units. */
  const PLAIN = /^[\x20-\u02ff]*$/;

  const isWide = (code) =>
    (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0x303e) || (code >= 0x3041 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6);
  const isCombining = (code) => (code >= 0x300 && code <= 0x36f) || (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0x200b && code <= 0x200f) || (code >= 0x20d0 && code <= 0x20ff);

  /** How many columns of a terminal a text takes; a surrogate pair counts two, as nearly all that are shown do. */
  const width = (text) => {
    if (exec(PLAIN, text) !== null) return text.length;
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
    return min(square, floor((state.breakLength - state.indentation) / wide), state.compact * 4, 15);
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
  const group = (state, output, numeric) => {
    const more = output.length > state.maxArrayLength;
    const count = output.length - (more ? 1 : 0);
    const isPlain = numeric || exec(PLAIN, join(output, '')) !== null;
    const widths = list();
    let total = 0;
    let widest = 0;
    for (let i = 0; i < count; i++) {
      widths[i] = isPlain ? output[i].length : width(output[i]);
      total += widths[i] + SEPARATOR;
      if (widths[i] > widest) widest = widths[i];
    }
    const columns = columnCount(state, widths, total, widest, output.length);
    if (columns <= 1) return output;
    const lines = list();
    const each = columnWidths(widths, columns);
    for (let i = 0; i < count; i += columns) {
      lines[lines.length] = row(output, widths, i, min(i + columns, count), each, numeric ? padStart : padEnd);
    }
    if (more) lines[lines.length] = output[count];
    return lines;
  };

  const lineEnd = (state, by) => '\n' + repeat(' ', state.indentation + by);

  /** With `compact: true`: the brackets stay on the lines of what is in them. */
  const tight = (state, output, { base, open, close }) => {
    const after = base === '' ? '' : ' ' + base;
    if (fitsOneLine(state, output, 0, base)) return open + after + ' ' + join(output, ', ') + ' ' + close;
    const isShort = base === '' && open.length === 1;
    return open + (isShort ? ' ' : after + lineEnd(state, 2)) + join(output, ',' + lineEnd(state, 2)) + ' ' + close;
  };

  /**
   * Joins the parts of an object, on one line if that holds at most `compact` levels and fits. `shape` is as in
   * shapes.js.
   */
  const joined = (state, output, shape, level) => {
    if (state.compact === true) return tight(state, output, shape);
    const { base, open, close, items, numeric } = shape;
    const isCompact = typeof state.compact === 'number' && state.compact >= 1;
    const lines = isCompact && items && output.length > GROUPED ? group(state, output, numeric) : output;
    const head = base === '' ? open : base + ' ' + open;
    if (isCompact && state.currentDepth - level < state.compact && lines === output) {
      const start = output.length + state.indentation + open.length + base.length + 10;
      if (fitsOneLine(state, output, start, base)) {
        const text = join(output, ', ');
        if (indexOf(text, '\n') < 0) return head + ' ' + text + ' ' + close;
      }
    }
    const inner = lineEnd(state, 2);
    return head + inner + join(lines, ',' + inner) + lineEnd(state, 0) + close;
  };

  vm.layout = record({ joined, lineEnd, width });
}
