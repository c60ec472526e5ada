/** Which properties of an object show. Listing keys is the engine's work and can't be stopped, so it is kept scarce. */
(vm) => {
  'use strict';
  const {
    Map, floor, getOwnPropertyDescriptor, hasOwn, isArray, isData, list, mapGet, mapSet, ownKeys, propertyIsEnumerable,
    record,
  } = vm.primordials;
  /** How many items the arrays of one value may have together for their keys to be listed. */
  const MOST_LISTED = 100000;
  const MANY = 1000;
  const SAMPLES = 16;
  const MOST_PROTOTYPES = 3;
  const LARGEST_INDEX = 2 ** 32 - 2;
  const FEWEST_CHARACTERS = 3;
  /** After so many keys that don't show the time is looked at. */
  const PATIENCE = 1023;

  /** Whether a key of an array means an item. */
  const isIndex = (key) => typeof key === 'string' && '' + (+key >>> 0) === key && +key <= LARGEST_INDEX;

  /** How many keys there is room for in what is left to print; of what is not opened one tells that there are some. */
  const roomFor = (state, all) => {
    if (!state.opened) return 0;
    return state.sorted === false ? state.left / FEWEST_CHARACTERS : all.length;
  };

  /** Those of `all` from `from` on that show, as far as there is room for them. */
  const shown = (state, object, all, from) => {
    const found = list();
    const most = roomFor(state, all);
    for (let i = from; i < all.length && found.length <= most; i++) {
      if ((i & PATIENCE) === PATIENCE && vm.isLate(state) && state.left < 0) break;
      if (state.showHidden || propertyIsEnumerable(object, all[i])) found[found.length] = all[i];
    }
    return found;
  };

  /** The keys that show: enumerable ones, symbols last; with showHidden all. */
  const of = (state, object) => shown(state, object, listed(state, object), 0);

  /** The keys of an object; many are kept, since the object may be met again. */
  const listed = (state, object) => {
    const known = state.long === undefined ? undefined : mapGet(state.long, object);
    if (known !== undefined) return known;
    const all = ownKeys(object);
    if (all.length > MANY) mapSet((state.long ??= new Map()), object, all);
    if (all.length > state.most) state.most = all.length;
    if (all.length > MANY) vm.isLate(state);
    return all;
  };

  /** Whether a long array seems to have all its items: then listing its keys takes time for each. */
  const isDense = (object, length) => {
    for (let i = 0; i < SAMPLES; i++) if (!hasOwn(object, floor((length - 1) * i / (SAMPLES - 1)))) return false;
    return true;
  };

  /** The keys of an array or a string object that are no index. */
  const extra = (state, object, length) => {
    if (length > MOST_LISTED - state.listed && isDense(object, length)) return unlisted(state, object);
    const all = listed(state, object);
    state.listed += length;
    let from = all.length;
    while (from > 0 && !(isIndex(all[from - 1]) && +all[from - 1] < length)) from--;
    return shown(state, object, all, from);
  };

  const unlisted = (state, object) => {
    const found = list();
    if (state.showHidden && isArray(object)) found[0] = 'length';
    return found;
  };

  /** Whether a prototype is that of a class of the language, beyond which nothing is the user's. */
  const isBuiltIn = (prototype) => {
    const name = vm.naming.ownClass(prototype);
    return name !== undefined && vm.brands.isBuiltIn(name);
  };

  /** With showHidden: {owner, key} of what it inherits from up to three prototypes of the user's, methods left out. */
  const inherited = (object) => {
    const found = list();
    const seen = new Map();
    let at = object;
    for (let depth = 0; depth < MOST_PROTOTYPES; depth++) {
      at = vm.naming.above(at);
      if (at === null || isBuiltIn(at)) break;
      const all = ownKeys(at);
      for (let i = 0; i < all.length; i++) {
        const key = all[i];
        const own = getOwnPropertyDescriptor(at, key);
        const isMethod = isData(own) && typeof own.value === 'function';
        if (isMethod || key === 'constructor' || hasOwn(object, key) || mapGet(seen, key) === true) continue;
        mapSet(seen, key, true);
        found[found.length] = record({ owner: at, key });
      }
    }
    return found.length === 0 ? undefined : found;
  };

  vm.keys = record({ extra, inherited, isIndex, of });
}
