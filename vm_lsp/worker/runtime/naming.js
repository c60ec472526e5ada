/** What an object is called in print: its class, its tag, a function's or a class's own name. */
(vm) => {
  'use strict';
  const {
    Symbol, codeAt, functionText, getOwnPropertyDescriptor, getPrototypeOf, isData, propertyIsEnumerable, record, slice,
  } = vm.primordials;
  const { toStringTag } = Symbol;
  const AsyncFunctionPrototype = getPrototypeOf(async () => {});
  const GeneratorPrototype = getPrototypeOf(function* () {});
  const AsyncGeneratorPrototype = getPrototypeOf(async function* () {});

  const target = (object) => {
    let at = object;
    while (vm.proxies.isProxy(at)) at = vm.proxies.target(at);
    return at;
  };

  const above = (object) => {
    const prototype = getPrototypeOf(object);
    return prototype === null ? null : target(prototype);
  };

  /** A property as data, its own or inherited; undefined where there is none or a getter would have to run. */
  const data = (object, key) => {
    for (let at = object; at !== null; at = above(at)) {
      const own = getOwnPropertyDescriptor(at, key);
      if (own !== undefined) return isData(own) ? own.value : undefined;
    }
    return undefined;
  };

  const inherits = (object, prototype) => {
    for (let at = above(object); at !== null; at = above(at)) if (at === prototype) return true;
    return false;
  };

  const ownName = (constructor) => {
    const name = getOwnPropertyDescriptor(constructor, 'name');
    return isData(name) && typeof name.value === 'string' ? name.value : '';
  };

  /** The name of the class whose prototype an object is, undefined if it is none. */
  const ownClass = (object) => {
    const own = getOwnPropertyDescriptor(object, 'constructor');
    return isData(own) && typeof own.value === 'function' ? ownName(target(own.value)) : undefined;
  };

  /** The name of the class that an object is an instance of, null if it has no prototype, '' if there is no name. */
  const constructorName = (object) => {
    for (let at = object; at !== null; at = above(at)) {
      const own = getOwnPropertyDescriptor(at, 'constructor');
      if (!isData(own) || typeof own.value !== 'function') continue;
      const constructor = target(own.value);
      const name = ownName(constructor);
      const prototype = getOwnPropertyDescriptor(constructor, 'prototype');
      if (name !== '' && isData(prototype) && inherits(object, target(prototype.value))) return name;
    }
    return getPrototypeOf(object) === null ? null : '';
  };

  /** As `constructorName`; where there is no name it tells of the prototype: `Object <[Object: null prototype] {}>`. */
  const className = (object) => {
    const name = constructorName(object);
    if (name !== '') return name;
    const up = constructorName(above(object));
    return up === null || up === '' ? 'Object <[Object: null prototype] {}>' : 'Object <' + up + '>';
  };

  const tag = (object) => {
    const value = data(object, toStringTag);
    return typeof value === 'string' && value !== '' && !propertyIsEnumerable(object, toStringTag) ? value : '';
  };

  /** What stands before the braces: `A `, `Map(2) [tag] `, `[Object: null prototype] `. */
  const prefix = (constructor, tagged, fallback, size = '') => {
    if (constructor === null) {
      const rest = tagged !== '' && fallback !== tagged ? '[' + tagged + '] ' : '';
      return '[' + fallback + size + ': null prototype] ' + rest;
    }
    return constructor + size + ' ' + (tagged !== '' && constructor !== tagged ? '[' + tagged + '] ' : '');
  };

  const isClass = (text) => {
    if (slice(text, 0, 5) !== 'class' || slice(text, -1) !== '}') return false;
    const next = codeAt(text, 5);
    return next === 0x20 || next === 0x7b || next === 0x0a || next === 0x0d || next === 0x09 || next === 0x2f;
  };

  const classText = (value, constructor, tagged) => {
    let text = 'class ' + (ownName(value) || '(anonymous)');
    if (constructor !== 'Function' && constructor !== null) text += ' [' + constructor + ']';
    if (tagged !== '' && constructor !== tagged) text += ' [' + tagged + ']';
    const parent = constructor === null ? null : above(value);
    const parentName = parent === null ? 'null' : ownName(parent);
    return '[' + text + (parentName === '' ? '' : ' extends ' + parentName) + ']';
  };

  const functionType = (value) => {
    if (inherits(value, AsyncGeneratorPrototype)) return 'AsyncGeneratorFunction';
    if (inherits(value, AsyncFunctionPrototype)) return 'AsyncFunction';
    return inherits(value, GeneratorPrototype) ? 'GeneratorFunction' : 'Function';
  };

  const isPrinted = (name) => typeof name === 'string' || typeof name === 'number' || typeof name === 'boolean';

  /** A function or class in one word: `[Function: f]`, `[AsyncFunction (anonymous)]`, `[class A extends B]`. */
  const functionName = (value, constructor, tagged) => {
    if (isClass(functionText(value))) return classText(value, constructor, tagged);
    const type = functionType(value);
    const name = data(value, 'name');
    let text = '[' + type + (constructor === null ? ' (null prototype)' : '');
    text += name === '' || !isPrinted(name) ? ' (anonymous)]' : ': ' + name + ']';
    if (constructor !== type && constructor !== null) text += ' ' + constructor;
    return tagged !== '' && constructor !== tagged ? text + ' [' + tagged + ']' : text;
  };

  vm.naming = record({ className, constructorName, data, functionName, ownClass, prefix, tag, target });
}
