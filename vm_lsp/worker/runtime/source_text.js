/**
 * `Function.prototype.toString` gives the text as it was written: what the rewriting put into a function is taken out
 * again. It is marked by the hook's name, which nothing else can contain.
 */
(vm) => {
  'use strict';
  const { Function, RegExp, defineProperty, exec, functionText, indexOf, record, slice } = vm.primordials;
  const { hookName } = vm;
  const MODULE = hookName + 'm';
  const NATIVE = 'function toString() {\n    [native code]\n}';

  /** What was put in, and which group of it stood there before. */
  const INSERTED = new RegExp(
    hookName + '\\.throwing\\(\\(|\\),"' + hookName + '"\\)'
      + '|(?:void 0,)?\\(0,' + MODULE + '\\.i\\.([^)]+)\\)'
      + '|([\\p{ID_Continue}$]+):' + MODULE + '\\.i\\.\\2'
      + '|' + MODULE + '\\.i\\.'
      + '|' + hookName + 'm?\\.(import)(?:\\("(?:[^"\\\\]|\\\\.)*"\\))? {6}'
      + '|' + hookName + 'm?\\.(meta)(?:\\("(?:[^"\\\\]|\\\\.)*"\\))?[ \\r\\n]{11}',
    'gu',
  );

  /** The text before it was rewritten. */
  const written = (text) => {
    if (indexOf(text, hookName) < 0) return text;
    let result = '';
    let done = 0;
    INSERTED.lastIndex = 0;
    for (let match = exec(INSERTED, text); match !== null; match = exec(INSERTED, text)) {
      result += slice(text, done, match.index);
      result += match[1] ?? match[2] ?? match[3] ?? (match[4] === undefined ? '' : 'import.meta');
      done = match.index + match[0].length;
    }
    return result + slice(text, done);
  };

  const { toString } = record({
    toString() {
      return this === toString ? NATIVE : written(functionText(this));
    },
  });
  defineProperty(Function.prototype, 'toString', record({
    value: toString, writable: true, enumerable: false, configurable: true,
  }));
}
