/** What was thrown, described for the host: name, message, frames, causes. */
(vm) => {
  'use strict';
  const {
    Object, RangeError, ReferenceError, SyntaxError, TypeError, WeakMap, domName, getOwnPropertyDescriptor,
    getPrototypeOf, isData, isError, list, record, slice, weakGet, weakSet, wellFormed,
  } = vm.primordials;
  const DEEPEST_CAUSE = 5;
  const MOST_MAKERS = 20;
  const MESSAGE_BYTES = 65536;

  /** The prototypes of the errors that the engine throws, by whatever name user code may call them by now. */
  const ENGINES = new WeakMap();
  weakSet(ENGINES, TypeError.prototype, 'TypeError');
  weakSet(ENGINES, ReferenceError.prototype, 'ReferenceError');
  weakSet(ENGINES, RangeError.prototype, 'RangeError');
  weakSet(ENGINES, SyntaxError.prototype, 'SyntaxError');

  const bounded = (value) => vm.values.cut(wellFormed(slice(value, 0, MESSAGE_BYTES + 1)), MESSAGE_BYTES);

  /** A property of an error as text; a getter may run here, as it does wherever errors are shown, and may throw. */
  const text = (error, name, otherwise) => {
    let value;
    try {
      value = error[name];
    } catch {
      return otherwise;
    }
    if (typeof value === 'string') return bounded(value);
    return value === undefined ? otherwise : vm.values.short(value).preview;
  };

  const stackText = (error) => {
    try {
      const own = getOwnPropertyDescriptor(error, 'stack');
      const stack = isData(own) && isError(error) ? own.value : vm.stacks.stackOf(error);
      return typeof stack === 'string' ? bounded(stack) : '';
    } catch {
      return '';
    }
  };

  /** The frames in user sources. */
  const mapped = (frames) => {
    const told = list();
    for (let i = 0; i < frames.length; i++) {
      if (frames[i].line !== 0) told[told.length] = vm.stacks.told(frames[i]);
    }
    return told;
  };

  /** The classes of an error, its own first: what makes one bears the name of one of them. */
  const makers = (error) => {
    const names = list();
    for (let at = getPrototypeOf(error); at !== null && at !== Object.prototype; at = getPrototypeOf(at)) {
      if (vm.proxies.isProxy(at) || names.length === MOST_MAKERS) break;
      const name = weakGet(ENGINES, at) ?? vm.naming.ownClass(at);
      if (name) names[names.length] = vm.stacks.named(name);
    }
    return names;
  };

  const causeOf = (error, depth) => {
    const own = getOwnPropertyDescriptor(error, 'cause');
    return isData(own) && depth < DEEPEST_CAUSE ? describe(own.value, depth + 1) : null;
  };

  /** What is no Error has the name `Uncaught`, is `thrown`, and was so by a statement that told where it is. */
  const describeOther = (value) => {
    const thrown = vm.values.whole(value);
    const frames = mapped(vm.throws.framesOf(value));
    return record({
      name: 'Uncaught', message: thrown.preview, stack: '', frames, makers: list(), cause: null, thrown,
    });
  };

  /** A DOMException, which the engine does not count among the errors; its stack is a property of its own. */
  const isDomException = (value) => {
    try {
      domName(value);
      return true;
    } catch {
      return false;
    }
  };

  const framesOf = (error) => {
    if (isError(error)) return vm.stacks.framesOf(error);
    const own = getOwnPropertyDescriptor(error, 'stack');
    return vm.stacks.visible(vm.stacks.parse(isData(own) && typeof own.value === 'string' ? own.value : ''));
  };

  /** {name, message, stack, frames, makers, cause, thrown}. */
  const describe = (error, depth) => {
    if (vm.proxies.isProxy(error) || !(isError(error) || isDomException(error))) return describeOther(error);
    return record({
      name: text(error, 'name', 'Error'),
      message: text(error, 'message', ''),
      stack: stackText(error),
      frames: mapped(framesOf(error)),
      makers: makers(error),
      cause: causeOf(error, depth),
      thrown: null,
    });
  };

  /** Whether it is the engine's own way to say that memory is at an end. */
  const isOutOfMemory = (error) => {
    if (!isError(error)) return false;
    const message = getOwnPropertyDescriptor(error, 'message');
    return vm.values.className(error) === 'InternalError' && isData(message) && message.value === 'out of memory';
  };

  vm.exceptions = record({ describe: (error) => describe(error, 0), isOutOfMemory, makers });
}
