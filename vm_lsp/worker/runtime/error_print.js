/** How errors are printed: with their stack, or in brackets where they have none, and with their cause. */
(vm) => {
  'use strict';
  const {
    domExceptionMessage, domExceptionName, getOwnPropertyDescriptor, hasOwn, indexOf, isArray, isData, isError, list,
    record, slice, weakGet,
  } = vm.primordials;
  const FRAMES = '\n    at';
  /** So many frames at the least are left out where those of the cause say the same. */
  const FEWEST_SHARED = 4;
  const TOLD = list();
  TOLD[0] = 'name';
  TOLD[1] = 'message';
  TOLD[2] = 'stack';

  /** A name or message as text from data properties alone; a getter's is left out. */
  const textOf = (state, value, otherwise) => {
    if (value === undefined || typeof value === 'function') return otherwise;
    if (typeof value === 'object') return value === null ? otherwise : '[object Object]';
    return typeof value === 'symbol' ? otherwise : vm.quoting.shortened(state, '' + value);
  };

  const nameOf = (state, object, kind) =>
    kind === 'DOMException' ? domExceptionName(object) : textOf(state, vm.naming.data(object, 'name'), 'Error');

  /** `Name: message` as they are now. */
  const header = (state, object, name, kind) => {
    const given = kind === 'DOMException' ? domExceptionMessage(object) : vm.naming.data(object, 'message');
    const message = given === null ? 'null' : textOf(state, given, '');
    if (name === '') return message;
    return message === '' ? name : name + ': ' + message;
  };

  /** The header with the name of the class in it where the error's own name does not tell it, as Node improves it. */
  const improved = (text, name, shape) => {
    const prefix = slice(vm.naming.prefix(shape.constructor, shape.tag, 'Error'), 0, -1);
    if (name === prefix || (shape.constructor !== null && slice(name, -5) !== 'Error')) return text;
    if (indexOf(prefix, name) >= 0) return prefix + slice(text, name.length);
    return prefix + ' [' + name + ']' + slice(text, name.length);
  };

  /** Whether an own property is only what the text says already. */
  const isTold = (object, key, text) => {
    const own = getOwnPropertyDescriptor(object, key);
    if (!isData(own) || own.value === undefined) return key === 'stack';
    return typeof own.value !== 'string' || indexOf(text, own.value) >= 0;
  };

  const isOneOf = (names, key) => {
    for (let i = 0; i < names.length; i++) if (names[i] === key) return true;
    return false;
  };

  const shownKeys = (state, object, text) => {
    const all = vm.keys.of(state, object);
    const keys = list();
    for (let i = 0; i < all.length; i++) {
      const isHidden = !state.showHidden && isOneOf(TOLD, all[i]) && isTold(object, all[i], text);
      if (!isHidden) keys[keys.length] = all[i];
    }
    addHidden(object, keys, 'cause');
    if (isArray(vm.naming.data(object, 'errors'))) addHidden(object, keys, 'errors');
    return keys;
  };

  const addHidden = (object, keys, key) => {
    if (hasOwn(object, key) && !isOneOf(keys, key)) keys[keys.length] = key;
  };

  /** The stack that the user put there, or their own preparer made; undefined where the engine's own counts. */
  const givenStack = (object) => {
    const own = getOwnPropertyDescriptor(object, 'stack');
    if (own !== undefined) return isData(own) ? own.value : '';
    return weakGet(vm.stacks.prepared, object)?.result;
  };

  const linesOf = (frames) => {
    const lines = list();
    for (let start = 0; start < frames.length; ) {
      const end = indexOf(frames, '\n', start + 1);
      lines[lines.length] = slice(frames, start, end < 0 ? frames.length : end);
      start = end < 0 ? frames.length : end;
    }
    return lines;
  };

  const sharedFrom = (lines, at, others) => {
    let most = 0;
    for (let k = 0; k < others.length; k++) {
      let length = 0;
      while (length < lines.length - at && lines[at + length] === others[k + length]) length++;
      if (length > most) most = length;
    }
    return most;
  };

  /** The frames, without those in the middle that the cause's stack shows as well. */
  const unlikeCause = (object, frames) => {
    const cause = vm.naming.data(object, 'cause');
    if (!isError(cause) || vm.proxies.isProxy(cause)) return frames;
    const lines = linesOf(frames);
    const others = linesOf(vm.stacks.textOf(cause));
    for (let at = 0; at <= lines.length - FEWEST_SHARED; at++) {
      const shared = sharedFrom(lines, at, others);
      if (shared >= FEWEST_SHARED) return shortened(lines, at, shared);
    }
    return frames;
  };

  /** Of the shared ones the first and the last stay. */
  const shortened = (lines, at, shared) => {
    let text = '';
    for (let i = 0; i < lines.length; i++) {
      if (i <= at || i >= at + shared - 1) text += lines[i];
      else if (i === at + 1) text += '\n    ... ' + (shared - 2) + ' lines matching cause stack trace ...';
    }
    return text;
  };

  const rawFrames = (object, stack) => vm.stacks.framesText(vm.stacks.visible(vm.stacks.parse(stack)), object);

  const framesOf = (state, object, given) => {
    if (!state.stacks) return '';
    return vm.stacks.isRaw(given) ? rawFrames(object, given) : unlikeCause(object, vm.stacks.textOf(object));
  };

  /** The text of a stack that the user gave, '' where it is none, so that the header is all there is. */
  const givenText = (state, given) => {
    if (given === undefined || given === null || given === '' || typeof given === 'object') return '';
    if (typeof given === 'function' || typeof given === 'symbol') return '';
    return vm.stacks.isRaw(given) ? '' : vm.quoting.shortened(state, '' + given);
  };

  const shape = (state, object, into) => {
    const name = nameOf(state, object, into.kind);
    const given = givenStack(object);
    const stack = givenText(state, given);
    const frames = stack === '' ? framesOf(state, object, given) : '';
    const own = stack === '' ? header(state, object, name, into.kind) : stack;
    const text = into.constructor === null || indexOf(own, name) === 0 ? improved(own, name, into) : own;
    into.keys = shownKeys(state, object, text);
    const base = frames === '' && indexOf(text, FRAMES) < 0 ? '[' + text + ']' : text + frames;
    into.base = vm.asked.indented(base, state.indentation);
    into.alone = into.base;
  };

  vm.errorPrint = record({ shape });
}
