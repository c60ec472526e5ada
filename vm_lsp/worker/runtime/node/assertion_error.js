/** `AssertionError`: what was compared, how, and a message that shows where the two are different. */
(vm) => {
  'use strict';
  const { Error, defineProperty, indexOf, join, list, max, record, repeat, slice } = vm.primordials;
  const { argument: wrongType } = vm.refusals;
  const MOST_LINES = 1000;
  const MOST_SHOWN = 50;
  const MOST_LETTERS = 512;
  const SHORT = 12;
  const LONG = 5;
  const BUDGET = 1 << 20;

  /** How each operator is put into words where both values are shown, and where they are one. */
  const words = record({
    deepStrictEqual: 'Expected values to be strictly deep-equal:',
    strictEqual: 'Expected values to be strictly equal:',
    strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
    deepEqual: 'Expected values to be loosely deep-equal:',
    notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
    notStrictEqual: 'Expected "actual" to be strictly unequal to:',
    notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
    notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
    notIdentical: 'Values have same structure but are not reference-equal:',
  });

  const shown = (value) =>
    vm.inspect(value, BUDGET, record({
      compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false,
      breakLength: Infinity, showProxy: false, sorted: true, getters: true,
    }));

  const linesOf = (text) => {
    const lines = list();
    let start = 0;
    for (let at = indexOf(text, '\n'); at >= 0; at = indexOf(text, '\n', start)) {
      lines[lines.length] = slice(text, start, at);
      start = at + 1;
    }
    lines[lines.length] = slice(text, start);
    return lines;
  };

  const cut = (lines, most) => {
    if (lines.length > most) lines.length = most;
    return lines;
  };

  /** Lines are the same also where one ends with a comma because another follows. */
  const areSame = (one, other) => one === other || one + ',' === other || one === other + ',';

  /** How long the longest common part is, from each pair of lines on. */
  const commonLengths = (one, other) => {
    const width = other.length + 1;
    const lengths = list();
    for (let i = 0; i < width; i++) lengths[one.length * width + i] = 0;
    for (let i = one.length - 1; i >= 0; i--) {
      lengths[i * width + other.length] = 0;
      for (let k = other.length - 1; k >= 0; k--) {
        lengths[i * width + k] = areSame(one[i], other[k])
          ? lengths[(i + 1) * width + k + 1] + 1
          : max(lengths[(i + 1) * width + k], lengths[i * width + k + 1]);
      }
    }
    return lengths;
  };

  /** The lines of both with what they are marked by: '  ' for those in both, '+ ' and '- ' for those in one. */
  const marked = (one, other) => {
    const lengths = commonLengths(one, other);
    const width = other.length + 1;
    const all = list();
    const add = (mark, line) => {
      all[all.length] = record({ mark, line });
    };
    let i = 0;
    let k = 0;
    while (i < one.length || k < other.length) {
      const inBoth = i < one.length && k < other.length && areSame(one[i], other[k]);
      if (inBoth) {
        add('  ', one[i].length > other[k].length ? one[i] : other[k]);
        i++;
        k++;
      } else if (k === other.length || (i < one.length && lengths[(i + 1) * width + k] >= lengths[i * width + k + 1])) {
        add('+ ', one[i++]);
      } else add('- ', other[k++]);
    }
    return all;
  };

  /** How many lines of those in both are shown where some are left out: at the beginning and at the end. */
  const edges = (isLast) => (isLast ? record({ after: 1, before: 3 }) : record({ after: 2, before: 2 }));

  /** {text, skipped}: the comparison; long stretches of what is in both are left out, and that is said. */
  const compared = (one, other) => {
    const all = marked(one, other);
    let text = '';
    let skipped = false;
    for (let i = 0; i < all.length; ) {
      let end = i;
      while (end < all.length && all[end].mark === '  ') end++;
      const { after, before } = edges(end === all.length);
      const isLong = end - i > LONG;
      for (let k = i; k < end; k++) {
        if (!isLong || k < i + after || k >= end - before) text += all[k].mark + all[k].line + '\n';
        else if (k === i + after) text += '...\n';
      }
      skipped ||= isLong;
      for (i = end; i < all.length && all[i].mark !== '  '; i++) text += all[i].mark + all[i].line + '\n';
    }
    return record({ text, skipped });
  };

  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

  /** Two short values on one line; undefined for others. */
  const beside = (one, other, actual, expected) => {
    if (one.length !== 1 || other.length !== 1 || one[0] === other[0]) return undefined;
    const isPlain = !isObject(actual) && !isObject(expected) && (actual !== 0 || expected !== 0);
    const isShort = isPlain && one[0].length + other[0].length <= SHORT;
    return isShort ? '\n\n' + one[0] + ' !== ' + other[0] + '\n' : undefined;
  };

  /** A mark below where two lines begin to differ. */
  const pointer = (one, other, operator) => {
    if (one.length !== 1 || other.length !== 1 || operator === 'strictEqualObject') return '';
    if (one[0].length + other[0].length >= 80) return '';
    let same = 0;
    while (one[0][same] !== undefined && one[0][same] === other[0][same]) same++;
    return same > 2 ? '\n' + repeat(' ', same + 2) + '^' : '';
  };

  /** `message`, where there is one, stands for the words about the operator. */
  const difference = (actual, expected, given, message) => {
    const operator = given === 'strictEqual' && isObject(actual) && isObject(expected) ? 'strictEqualObject' : given;
    const one = cut(linesOf(shown(actual)), MOST_LINES);
    const other = cut(linesOf(shown(expected)), MOST_LINES);
    const head = message ?? words[operator];
    const short = beside(one, other, actual, expected);
    if (short !== undefined) return head + short;
    if (join(one, '\n') === join(other, '\n')) return words.notIdentical + '\n\n' + shown(actual) + '\n';
    const { text, skipped } = compared(one, other);
    const note = '\n+ actual - expected' + (skipped ? ' ... Lines skipped' : '');
    return head + note + '\n\n' + slice(text, 0, -1) + pointer(one, other, operator);
  };

  const unequal = (actual, given) => {
    const operator = given === 'notStrictEqual' && isObject(actual) ? 'notStrictEqualObject' : given;
    const lines = cut(linesOf(shown(actual)), MOST_SHOWN);
    if (lines.length === 1) return words[operator] + (lines[0].length > 5 ? '\n\n' : ' ') + lines[0];
    return words[operator] + '\n\n' + join(lines, '\n') + (given === 'notDeepEqual' ? '' : '\n');
  };

  const bounded = (text) => (text.length > MOST_LETTERS ? slice(text, 0, MOST_LETTERS - 3) + '...' : text);

  const loose = (actual, expected, operator) => {
    const one = bounded(shown(actual));
    const other = bounded(shown(expected));
    if (operator === 'deepEqual') return words.deepEqual + '\n\n' + one + '\n\nshould loosely deep-equal\n\n' + other;
    return one + ' ' + operator + ' ' + other;
  };

  const messageFor = (actual, expected, operator, message) => {
    if (operator === 'deepStrictEqual' || operator === 'strictEqual') {
      return difference(actual, expected, operator, message);
    }
    if (message !== undefined) return message;
    return words[operator] === undefined || operator === 'deepEqual'
      ? loose(actual, expected, operator)
      : unequal(actual, operator);
  };

  class AssertionError extends Error {
    constructor(options) {
      if (options === null || typeof options !== 'object') throw wrongType('options', 'of type object', options);
      const { message, operator, actual, expected } = options;
      const isGenerated = message === undefined || message === null;
      super(messageFor(actual, expected, operator, isGenerated ? undefined : '' + message));
      set(this, 'generatedMessage', isGenerated);
      set(this, 'code', 'ERR_ASSERTION');
      set(this, 'actual', actual);
      set(this, 'expected', expected);
      set(this, 'operator', operator);
    }
    toString() {
      return this.name + ' [' + this.code + ']: ' + this.message;
    }
  }

  const set = (error, name, value) => {
    defineProperty(error, name, record({ value, writable: true, enumerable: true, configurable: true }));
  };
  defineProperty(AssertionError.prototype, 'name', record({
    value: 'AssertionError', writable: true, enumerable: false, configurable: true,
  }));
  return AssertionError;
}
