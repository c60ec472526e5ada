/** What an object is called in print: its class, its tag, a function's or a class's own name. */
(vm) => {
  'use strict';
  const {
    Symbol, codeAt, functionText, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isData, propertyIsEnumerable,
    record, slice, typedArrayTag,
  } = vm.primordials;
  const { toStringTag } = Symbol;
  const AsyncFunctionPrototype = getPrototypeOf(async () => {});
  const GeneratorPrototype = getPrototypeOf(function* () {});
  const AsyncGeneratorPrototype = getPrototypeOf(async function* () {});

  const OUTLINE = record({ depth: -1, customInspect: false });
  const MOST = 65536;
  /** How many prototypes are looked at; no class has as many above it. */
  const MOST_PROTOTYPES = 100;

  /** A name as long as it can be of use. */
  const clipped = (name) => (name.length > MOST ? slice(name, 0, MOST) + '…' : name);

  const target = vm.proxies.behind;

  const above = (object) => {
    const prototype = getPrototypeOf(object);
    return prototype === null ? null : target(prototype);
  };

  /** A property as data, its own or inherited; undefined where there is none or a getter would have to run. */
  const data = (object, key) => {
    let left = MOST_PROTOTYPES;
    for (let at = object; at !== null && left-- > 0; at = above(at)) {
      const own = getOwnPropertyDescriptor(at, key);
      if (own !== undefined) return isData(own) ? own.value : undefined;
    }
    return undefined;
  };

  const inherits = (object, prototype) => {
    let left = MOST_PROTOTYPES;
    for (let at = above(object); at !== null && left-- > 0; at = above(at)) if (at === prototype) return true;
    return false;
  };

  const ownName = (constructor) => {
    const name = getOwnPropertyDescriptor(constructor, 'name');
    return isData(name) && typeof name.value === 'string' ? clipped(name.value) : '';
  };

  /** The name of the class whose prototype an object is, undefined if it is none. */
  const ownClass = (object) => {
    const own = getOwnPropertyDescriptor(object, 'constructor');
    return isData(own) && typeof own.value === 'function' ? ownName(target(own.value)) : undefined;
  };

  /** The name of the class that an object is an instance of, null if it has no prototype, '' if there is no name. */
  const constructorName = (object) => {
    let left = MOST_PROTOTYPES;
    for (let at = object; at !== null && left-- > 0; at = above(at)) {
      const own = getOwnPropertyDescriptor(at, 'constructor');
      if (!isData(own) || typeof own.value !== 'function') continue;
      const constructor = target(own.value);
      const name = ownName(constructor);
      const prototype = getOwnPropertyDescriptor(constructor, 'prototype');
      if (name !== '' && isData(prototype) && inherits(object, target(prototype.value))) return name;
    }
    return getPrototypeOf(object) === null ? null : '';
  };

  /** What V8 would call an object whose class can't be told from its prototypes. */
  const kindName = (object, kind) => {
    if (kind === '') return 'Object';
    return kind === 'TypedArray' ? typedArrayTag(object) : kind;
  };

  /** As `constructorName`; where there is no name it tells of the prototype: `Object <[Object: null prototype] {}>`. */
  const className = (state, object, kind, level) => {
    const name = constructorName(object);
    if (name !== '') return name;
    const own = kindName(object, kind);
    if (level > state.depth) return own + ' <Complex prototype>';
    const prototype = above(object);
    if (prototype === null) return own; // of a proxy that is revoked
    const up = className(state, prototype, vm.brands.of(prototype), level + 1);
    return own + ' <' + (up ?? vm.inspect(prototype, state.left, OUTLINE)) + '>';
  };

  /** The value of Symbol.toStringTag, whose getter is asked; '' where it shows as a property, or is no text. */
  const tag = (object, showHidden) => {
    let own;
    let left = MOST_PROTOTYPES;
    for (let at = object; at !== null && own === undefined && left-- > 0; at = above(at)) {
      own = getOwnPropertyDescriptor(at, toStringTag);
    }
    if (own === undefined) return '';
    if (showHidden ? hasOwn(object, toStringTag) : propertyIsEnumerable(object, toStringTag)) return '';
    const value = isData(own) ? own.value : own.get === undefined ? '' : vm.asked.tag(object, own.get);
    return typeof value === 'string' ? clipped(value) : '';
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
    const parent = above(value);
    const parentName = parent === null ? '[null prototype]' : ownName(parent);
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
    const given = data(value, 'name');
    const name = typeof given === 'string' ? clipped(given) : given;
    const isNamed = name !== '' && (isPrinted(name) || hasOwn(value, 'name'));
    let text = '[' + type + (constructor === null ? ' (null prototype)' : '');
    text += isNamed ? ': ' + (isPrinted(name) ? name : 'undefined') + ']' : ' (anonymous)]';
    if (constructor !== type && constructor !== null) text += ' ' + constructor;
    return tagged !== '' && constructor !== tagged ? text + ' [' + tagged + ']' : text;
  };

  vm.naming = record({
    above, className, clipped, constructorName, data, functionName, functionType, kindName, ownClass, prefix, tag,
    target,
  });
}
