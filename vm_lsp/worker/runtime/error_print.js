/** How errors are printed inside other values: `[Error: message]`, or with their stack, and with their cause. */
(vm) => {
  'use strict';
  const { getOwnPropertyDescriptor, indexOf, isArray, isData, list, record, repeat, slice } = vm.primordials;

  const string = (value, otherwise) => (typeof value === 'string' ? value : otherwise);

  /** `Name: message` from data properties alone; a getter's name or message is left out. */
  const header = (object, name) => {
    const message = string(vm.naming.data(object, 'message'), '');
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

  const indented = (text, by) => {
    const joint = '\n' + repeat(' ', by);
    let result = '';
    let done = 0;
    for (let at = indexOf(text, '\n'); at >= 0; at = indexOf(text, '\n', done)) {
      result += slice(text, done, at) + joint;
      done = at + 1;
    }
    return result + slice(text, done);
  };

  /** Whether an own property is only what the header says already. */
  const isTold = (object, key, text) => {
    if (key !== 'name' && key !== 'message' && key !== 'stack') return false;
    const own = getOwnPropertyDescriptor(object, key);
    if (key === 'stack') return true;
    return isData(own) && (typeof own.value !== 'string' || indexOf(text, own.value) >= 0);
  };

  const shownKeys = (object, text) => {
    const all = vm.contents.keysOf(object);
    const keys = list();
    for (let i = 0; i < all.length; i++) if (!isTold(object, all[i], text)) keys[keys.length] = all[i];
    addHidden(object, keys, 'cause');
    if (isArray(vm.naming.data(object, 'errors'))) addHidden(object, keys, 'errors');
    return keys;
  };

  const addHidden = (object, keys, key) => {
    const own = getOwnPropertyDescriptor(object, key);
    if (own !== undefined && !own.enumerable) keys[keys.length] = key;
  };

  const shape = (state, object, into) => {
    const name = string(vm.naming.data(object, 'name'), 'Error');
    const text = improved(header(object, name), name, into);
    const frames = state.stacks ? vm.stacks.textOf(object) : '';
    into.keys = shownKeys(object, text);
    const base = frames === '' ? '[' + text + ']' : text + frames;
    into.base = state.indentation > 0 ? indented(base, state.indentation) : base;
    into.alone = into.base;
  };

  vm.errorPrint = record({ shape });
}
