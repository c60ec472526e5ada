/**
 * Prints values as Node's util.inspect does (depth 2, compact 3, breakLength 80), without running user code: no
 * getter, no trap, no toString, no inspect.custom. Bounded in work: past the budget nothing more is looked at.
 */
(vm) => {
  'use strict';
  const {
    Map, Object, Symbol, bigintValue, booleanValue, dateText, dateValue, getOwnPropertyDescriptor, list, mapGet, mapSet,
    mapSize, numberValue, objectText, record, setSize, slice, stringValue, symbolValue, typedArrayLength,
    typedArrayTag,
  } = vm.primordials;
  const { naming, quoting, contents, layout } = vm;
  const DEPTH = 2;
  const BREAK_LENGTH = 80;

  const value = (state, given, level) => {
    if (given === null || (typeof given !== 'object' && typeof given !== 'function')) {
      const text = quoting.primitive(state, given);
      state.left -= text.length + 2;
      return text;
    }
    const object = naming.target(given);
    if (object === null) return '<Revoked Proxy>';
    return isSeen(state, object) ? circular(state, object) : raw(state, object, level);
  };

  const isSeen = (state, object) => {
    for (let i = state.seen.length - 1; i >= 0; i--) if (state.seen[i] === object) return true;
    return false;
  };

  const circular = (state, object) => {
    state.circular ??= new Map();
    let index = mapGet(state.circular, object);
    if (index === undefined) {
      index = mapSize(state.circular) + 1;
      mapSet(state.circular, object, index);
    }
    return '[Circular *' + index + ']';
  };

  const raw = (state, object, level) => {
    const kind = vm.brands.of(object);
    const shape = shapeOf(state, object, kind);
    const isEmpty = shape.filler === undefined && shape.keys.length === 0;
    if (isEmpty && shape.alone !== undefined) return spent(state, shape.alone);
    if (level > state.depth) return spent(state, tooDeep(object, shape));
    return filled(state, object, shape, level + 1);
  };

  const spent = (state, text) => {
    state.left -= text.length;
    return text;
  };

  const tooDeep = (object, shape) => {
    if (shape.kind === 'RegExp') return shape.base;
    const fallback = shape.kind === 'Array' ? 'Array' : 'Object';
    return '[' + slice(naming.prefix(shape.constructor, shape.tag, fallback), 0, -1) + ']';
  };

  const filled = (state, object, shape, level) => {
    const output = list();
    state.seen[state.seen.length] = object;
    state.currentDepth = level;
    const more = shape.filler === undefined ? false : shape.filler(state, object, level, output) === true;
    contents.properties(state, object, shape.keys, level, output);
    if (shape.extra !== undefined) shape.extra(state, level, output);
    state.seen.length--;
    const index = state.circular === undefined ? undefined : mapGet(state.circular, object);
    if (index !== undefined) shape.base = '<ref *' + index + '>' + (shape.base === '' ? '' : ' ' + shape.base);
    shape.more = more;
    return layout.joined(state, output, shape, level);
  };

  /**
   * How an object is printed: `base` before the brackets `open` and `close`, the `filler` of its kind, its `keys`;
   * `alone` is the whole text where it has nothing inside; `items` is set for arrays, whose items are put in columns.
   */
  const shapeOf = (state, object, kind) => {
    const constructor = naming.className(object);
    const tag = naming.tag(object);
    const shape = record({
      kind, constructor, tag, base: '', open: '{', close: '}', filler: contents.fillers[kind], keys: undefined,
      alone: undefined, items: undefined, more: false, extra: undefined,
    });
    (shapers[kind] ?? ordinary)(state, object, shape);
    shape.keys ??= contents.keysOf(object);
    return shape;
  };

  const ordinary = (state, object, shape) => {
    const { constructor, tag } = shape;
    if (isArguments(object)) shape.open = '[Arguments] {';
    else if (constructor !== 'Object' || tag !== '') shape.open = naming.prefix(constructor, tag, 'Object') + '{';
    shape.alone = shape.open + '}';
  };

  /** The engine's word for it may be asked only where no tag, which could be a getter, answers instead. */
  const isArguments = (object) =>
    getOwnPropertyDescriptor(object, Symbol.iterator) !== undefined &&
    getOwnPropertyDescriptor(object, Symbol.toStringTag) === undefined &&
    getOwnPropertyDescriptor(Object.prototype, Symbol.toStringTag) === undefined &&
    objectText(object) === '[object Arguments]';

  const bracketed = (object, shape, fallback, length) => {
    const plain = shape.constructor === 'Array' && shape.tag === '';
    shape.open = (plain ? '' : naming.prefix(shape.constructor, shape.tag, fallback, '(' + length + ')')) + '[';
    shape.close = ']';
    shape.keys = contents.extraKeys(object, length);
    shape.items = object;
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
    if (name === 'String') shape.keys = contents.extraKeys(object, inner.length);
    based(shape, base);
  };

  const shapers = record({
    Array: (state, object, shape) => bracketed(object, shape, 'Array', object.length),
    TypedArray: (state, object, shape) => {
      if (shape.tag === '') shape.tag = typedArrayTag(object); // which is a getter, but the engine's
      bracketed(object, shape, shape.tag, typedArrayLength(object));
    },
    Map: sized('Map', mapSize),
    Set: sized('Set', setSize),
    Function: (state, object, shape) => based(shape, naming.functionName(object, shape.constructor, shape.tag)),
    RegExp: texted('RegExp', quoting.regExp),
    Date: texted('Date', (date) => (dateValue(date) === dateValue(date) ? dateText(date) : 'Invalid Date')),
    Error: (state, object, shape) => vm.errorPrint.shape(state, object, shape),
    ArrayBuffer: named('ArrayBuffer'),
    SharedArrayBuffer: named('SharedArrayBuffer'),
    DataView: named('DataView'),
    Promise: named('Promise'),
    WeakSet: named('WeakSet'),
    WeakMap: named('WeakMap'),
    Number: boxed('Number', numberValue),
    Boolean: boxed('Boolean', booleanValue),
    String: boxed('String', stringValue),
    Symbol: boxed('Symbol', symbolValue),
    BigInt: boxed('BigInt', bigintValue),
  });

  vm.inspectValue = value;

  /**
   * Returns the text of a value. `budget` is how many characters can show; options: `depth` (how many levels are
   * opened), `stacks` (errors with their stack, not just in brackets).
   */
  vm.inspect = (given, budget, options = record({})) => {
    const { depth = DEPTH, stacks = false } = options;
    const state = record({
      left: budget, depth, stacks, breakLength: BREAK_LENGTH, indentation: 0, currentDepth: 0, seen: list(),
      circular: undefined,
    });
    return vm.stacks.quietly(() => value(state, given, 0));
  };
}
