/** What was thrown, described for the host: name, message, frames, causes. */
(vm) => {
  'use strict';
  const { getOwnPropertyDescriptor, isData, isError, list, record, slice, wellFormed } = vm.primordials;
  const DEEPEST_CAUSE = 5;
  const MESSAGE_BYTES = 65536;

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
      const stack = isData(own) ? own.value : vm.stacks.stackOf(error);
      return typeof stack === 'string' ? bounded(stack) : '';
    } catch {
      return '';
    }
  };

  /** The frames in user sources; `calling` tells those that were in a call, of a native function or of one above. */
  const frames = (error) => {
    const mapped = list();
    const all = vm.stacks.framesOf(error);
    for (let i = 0; i < all.length; i++) {
      const { name, line, column } = all[i];
      if (line > 0) {
        const calling = i > 0;
        mapped[mapped.length] = record({ function: wellFormed(vm.stacks.plainName(name)), line, column, calling });
      }
    }
    return mapped;
  };

  const causeOf = (error, depth) => {
    const own = getOwnPropertyDescriptor(error, 'cause');
    return isData(own) && depth < DEEPEST_CAUSE ? describe(own.value, depth + 1) : null;
  };

  /** {name, message, stack, frames, cause, thrown}; what is no Error has the name `Uncaught` and is `thrown`. */
  const describe = (error, depth) => {
    if (!isError(error) || vm.proxies.isProxy(error)) {
      const thrown = vm.values.whole(error);
      return record({ name: 'Uncaught', message: thrown.preview, stack: '', frames: list(), cause: null, thrown });
    }
    return record({
      name: text(error, 'name', 'Error'),
      message: text(error, 'message', ''),
      stack: stackText(error),
      frames: frames(error),
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

  vm.exceptions = record({ describe: (error) => describe(error, 0), isOutOfMemory });
}
