/**
 * The names that scripts declare, as globals that can be declared again. Until its first assignment a let, const or
 * class throws as a lexical binding does; then it is a plain property, that of a const a read-only one. Where code in
 * sight assigns to a const, it has a setter that throws: sloppy code would not notice that it failed.
 */
(vm) => {
  'use strict';
  const {
    ReferenceError, SyntaxError, TypeError, defineProperty, getOwnPropertyDescriptor, global, isData, isExtensible,
    ownKeys, parse, record,
  } = vm.primordials;
  const IMPOSSIBLE = record({});

  /** How each global of ours was declared last: 'const', 'let' (or class), 'import', 'var' (or function). */
  const kinds = record({});
  /** The names that some source of the session may assign to. */
  const assigned = record({});
  /** The getters that we gave to globals, the last one of each. */
  const getters = record({});
  /** Whether there may be code that no source of the session shows. */
  let isDynamic = false;

  const data = (value, writable, enumerable) => record({ value, writable, enumerable, configurable: true });

  const accessor = (name, get, set) => {
    getters[name] = get;
    defineProperty(global, name, record({ get, set, enumerable: false, configurable: true }));
  };

  /** One that can't be assigned to; the setter has no name, by which the places of errors know it. */
  const constant = (name, get) => accessor(name, get, () => {
    throw new TypeError('Assignment to constant variable.');
  });

  const initialise = (name, value) => {
    if (kinds[name] !== 'const') defineProperty(global, name, data(value, true, false));
    else if (isDynamic || assigned[name] === true) constant(name, () => value);
    else defineProperty(global, name, data(value, false, false));
  };

  /** A constant that is read-only so far gets a setter that throws. */
  const guard = (name) => {
    if (kinds[name] !== 'const') return;
    const existing = getOwnPropertyDescriptor(global, name);
    if (!isData(existing) || !existing.configurable) return;
    const { value } = existing;
    constant(name, () => value);
  };

  /** Whether the name can become a global of ours, or is a variable of the engine's that can be assigned to. */
  const insist = (name) => {
    const existing = getOwnPropertyDescriptor(global, name);
    const possible = existing === undefined
      ? isExtensible(global)
      : existing.configurable || (isData(existing) && existing.writable);
    if (!possible) throw IMPOSSIBLE;
  };

  /** What can't be defined anew, as a function of a strict script, is assigned to as it is. */
  const declare = (name, kind) => {
    const existing = getOwnPropertyDescriptor(global, name);
    if (existing !== undefined && !existing.configurable) return;
    kinds[name] = kind;
    accessor(name, () => {
      throw new ReferenceError(name + ' is not initialized');
    }, (value) => initialise(name, value));
  };

  /** A `var` where let, const, class or import had declared the name before: it is a plain variable from now on. */
  const vary = (name, makes) => {
    const former = kinds[name];
    const existing = getOwnPropertyDescriptor(global, name);
    kinds[name] = 'var';
    const isFresh = existing === undefined ? makes : former !== undefined && former !== 'var' && existing.configurable;
    if (isFresh) defineProperty(global, name, data(undefined, true, true));
  };

  const each = (json, action) => {
    const names = parse(json);
    for (let i = 0; i < names.length; i++) action(names[i]);
  };

  /**
   * Takes JSON lists of names: of const, of let and class, of var, of functions; the engine has made the last two, but
   * for a `var` that a strict script `makes`. Throws `impossible`, before anything is declared, where one of them can't
   * be a global that we make: the global object may be frozen.
   */
  vm.declare = (constants, lets, vars, functions, makes) => {
    each(constants, insist);
    each(lets, insist);
    each(constants, (name) => declare(name, 'const'));
    each(lets, (name) => declare(name, 'let'));
    each(vars, (name) => vary(name, makes === true));
    each(functions, (name) => {
      kinds[name] = 'var';
    });
  };

  /** A name that a script imports: it reads what `get` reads, and can't be assigned to. */
  vm.declareImport = (name, get) => {
    const existing = getOwnPropertyDescriptor(global, name);
    if (existing === undefined ? !isExtensible(global) : !existing.configurable) {
      throw new SyntaxError("'" + name + "' can't be imported: " + (existing === undefined
        ? 'globalThis takes no new names any more, since it was frozen, sealed or made non-extensible'
        : "a global of that name can't be replaced"));
    }
    kinds[name] = 'import';
    constant(name, get);
  };
  /** A name of ours that reads what `get` reads, until user code assigns or declares it. */
  vm.declareOwn = (name, get) => {
    kinds[name] = 'let';
    accessor(name, get, (value) => defineProperty(global, name, data(value, true, false)));
  };

  /** Whether a global is one of ours, which `delete` leaves alone. */
  vm.keeps = (name) => kinds[name] !== undefined && getOwnPropertyDescriptor(global, name) !== undefined;

  vm.impossible = IMPOSSIBLE;
  /** The getter of a global that is ours, undefined if it is not. */
  vm.declaredGetter = (name) => getters[name];

  vm.declarations = record({
    /** Whether there can be no new globals. */
    isClosed: () => !isExtensible(global),
    /** Takes the names that a source which is about to run may assign to, as a JSON list. */
    expect: (names) => each(names, (name) => {
      assigned[name] = true;
      guard(name);
    }),
    /** From now on code may run that no source shows: that of `eval` and the like. */
    expectAnything: () => {
      if (isDynamic) return;
      isDynamic = true;
      const names = ownKeys(kinds);
      for (let i = 0; i < names.length; i++) guard(names[i]);
    },
  });
}
