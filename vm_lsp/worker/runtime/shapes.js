/** How each kind of object is printed: what stands before its braces and what inside, or what it is all in one. */
(vm) => {
  'use strict';
  const {
    Object, Symbol, bigintValue, booleanValue, dateText, dateValue, getOwnPropertyDescriptor, getPrototypeOf, mapSize,
    numberValue, objectText, ownKeys, record, setSize, stringValue, symbolValue, typedArrayLength, typedArrayTag,
  } = vm.primordials;
  const { contents, keys, naming, quoting } = vm;

  /**
   * How an object is printed: `base` before the brackets `open` and `close`, the `filler` of its kind, its `keys`;
   * `alone` is the whole text where it has nothing inside; `items` tells that it is an array, whose items are put in
   * columns, `numeric` that all of them are numbers; `hidden` are the properties of its prototypes, where asked for.
   */
  const of = (state, object, level) => {
    state.opened = level <= state.depth;
    const brand = vm.brands.of(object);
    const constructor = naming.className(state, object, brand, level);
    const kind = brand === 'Error' && constructor === 'Object' ? '' : brand;
    const tag = naming.tag(object, state.showHidden);
    const shape = record({
      kind, constructor, tag, base: '', open: '{', close: '}', filler: contents.fillers[kind], keys: undefined,
      alone: undefined, items: false, numeric: false, hidden: undefined,
    });
    (shapers[kind] ?? ordinary)(state, object, shape);
    shape.keys ??= keys.of(state, object);
    if (state.showHidden && level <= state.depth) shape.hidden = keys.inherited(object);
    return shape;
  };

  const ordinary = (state, object, shape) => {
    const { constructor, tag } = shape;
    if (constructor === 'Object' && isArguments(object)) shape.open = '[Arguments] {';
    else if (constructor !== 'Object' || tag !== '') shape.open = naming.prefix(constructor, tag, 'Object') + '{';
    shape.alone = shape.open + '}';
  };

  /** The engine's word for it may be asked only where no tag, which could be a getter, answers instead. */
  const isArguments = (object) =>
    getPrototypeOf(object) === Object.prototype &&
    getOwnPropertyDescriptor(object, Symbol.iterator) !== undefined &&
    getOwnPropertyDescriptor(object, Symbol.toStringTag) === undefined &&
    getOwnPropertyDescriptor(Object.prototype, Symbol.toStringTag) === undefined &&
    objectText(object) === '[object Arguments]';

  const bracketed = (state, object, shape, fallback, length) => {
    const plain = shape.constructor === 'Array' && shape.tag === '';
    shape.open = (plain ? '' : naming.prefix(shape.constructor, shape.tag, fallback, '(' + length + ')')) + '[';
    shape.close = ']';
    shape.keys = keys.extra(state, object, length);
    shape.items = true;
    emptied(shape, length);
  };

  const emptied = (shape, size) => {
    if (size > 0) return;
    shape.alone = shape.open + shape.close;
    shape.filler = undefined;
  };

  const sized = (name, sizeOf) => (state, object, shape) => {
    const size = sizeOf(object);
    shape.open = naming.prefix(shape.constructor, shape.tag, name, '(' + size + ')') + '{';
    emptied(shape, size);
  };

  const named = (name) => (state, object, shape) => {
    shape.open = naming.prefix(shape.constructor, shape.tag, name) + '{';
  };

  const based = (shape, base) => {
    shape.base = base;
    shape.alone = base;
  };

  /** A kind that prints its own text, with its class in front where that is another one. */
  const texted = (name, textOf) => (state, object, shape) => {
    const before = naming.prefix(shape.constructor, shape.tag, name);
    based(shape, before === (name + ' ') ? textOf(object) : before + textOf(object));
  };

  const boxed = (name, valueOf) => (state, object, shape) => {
    const { constructor, tag } = shape;
    const inner = valueOf(object);
    let base = '[' + name;
    if (name !== constructor) base += constructor === null ? ' (null prototype)' : ' (' + constructor + ')';
    base += ': ' + quoting.primitive(state, inner) + ']';
    if (tag !== '' && tag !== constructor) base += ' [' + tag + ']';
    if (name === 'String') shape.keys = keys.extra(state, object, inner.length);
    based(shape, base);
  };

  const shapers = record({
    Array: (state, object, shape) => bracketed(state, object, shape, 'Array', object.length),
    TypedArray: (state, object, shape) => {
      const length = typedArrayLength(object);
      bracketed(state, object, shape, typedArrayTag(object), length);
      if (state.showHidden) shape.filler = contents.fillers.TypedArray;
    },
    Map: sized('Map', mapSize),
    Set: sized('Set', setSize),
    Function: (state, object, shape) => based(shape, naming.functionName(object, shape.constructor, shape.tag)),
    RegExp: texted('RegExp', quoting.regExp),
    Date: texted('Date', (date) => (dateValue(date) === dateValue(date) ? dateText(date) : 'Invalid Date')),
    Error: (state, object, shape) => vm.errorPrint.shape(state, object, shape),
    DOMException: (state, object, shape) => vm.errorPrint.shape(state, object, shape),
    ArrayBuffer: named('ArrayBuffer'),
    SharedArrayBuffer: named('SharedArrayBuffer'),
    DataView: named('DataView'),
    Promise: named('Promise'),
    WeakSet: named('WeakSet'),
    WeakMap: named('WeakMap'),
    Namespace: (state, object, shape) => {
      named('Module')(state, object, shape);
      shape.keys = ownKeys(object); // whether one shows can't be asked while its module has not got there
    },
    Number: boxed('Number', numberValue),
    Boolean: boxed('Boolean', booleanValue),
    String: boxed('String', stringValue),
    Symbol: boxed('Symbol', symbolValue),
    BigInt: boxed('BigInt', bigintValue),
  });

  vm.shapes = record({ of });
}
