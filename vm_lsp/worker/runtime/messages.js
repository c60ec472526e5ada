/**
 * What goes to the host, as JSON text. The engine's own JSON.stringify won't do for objects: it keeps those that it is
 * in the middle of in an array that inherits indexed setters from Array.prototype.
 */
(vm) => {
  'use strict';
  const { isArray, join, list, stringify } = vm.primordials;

  const addItems = (parts, items) => {
    parts[parts.length] = '[';
    for (let i = 0; i < items.length; i++) {
      if (i > 0) parts[parts.length] = ',';
      add(parts, items[i]);
    }
    parts[parts.length] = ']';
  };

  const addFields = (parts, fields) => {
    let before = '{';
    for (const name in fields) {
      parts[parts.length] = before + stringify(name) + ':';
      add(parts, fields[name]);
      before = ',';
    }
    parts[parts.length] = before === '{' ? '{}' : '}';
  };

  const add = (parts, value) => {
    if (typeof value === 'string') parts[parts.length] = stringify(value);
    else if (typeof value !== 'object' || value === null) parts[parts.length] = '' + value;
    else if (isArray(value)) addItems(parts, value);
    else addFields(parts, value);
  };

  /** The JSON text of strings, finite numbers, booleans and null, and of lists and records of these. */
  vm.text = (value) => {
    const parts = list();
    add(parts, value);
    return join(parts, ''); // what `+` makes of long texts is no plain string to the engine's binding
  };
}
