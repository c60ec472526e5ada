/** Stacks that lead back to the documents: the engine's frames speak of virtual lines, and here they become places. */
(vm) => {
  'use strict';
  const {
    Error, WeakMap, apply, errorText, exec, getOwnPropertyDescriptor, getPrototypeOf, indexOf, isData, list, parseInt,
    parse: parseJson, record, slice, uncurry, weakGet, weakSet, wellFormed,
  } = vm.primordials;
  const { expression: expressionAt, place: placeOf, places: placesOf } = vm.host;
  const HELD_FRAMES = 10;
  const LONGEST_NAME = 500;
  /** The name of what reads an export, see source/module.py. */
  const EXPORT = '<export>';
  /** The name of what goes on with a script that awaits, see run.js: what called that is no caller of the script's. */
  const NEXT = '<next>';
  const HIDDEN = -1;
  const FILE = '<input>:';
  const FRAME = /^\s*at (?:(.*) \()?<input>:(\d+):(\d+)\)?$/;
  const NATIVE = /^\s*at (.*) \(native\)$/;

  /** What the engine came with: user code may set its own preparer and limit, see error_globals.js. */
  const native = record({
    stack: getOwnPropertyDescriptor(Error.prototype, 'stack'),
    prepare: getOwnPropertyDescriptor(Error, 'prepareStackTrace').set,
    limit: getOwnPropertyDescriptor(Error, 'stackTraceLimit').set,
  });
  const readStack = uncurry(native.stack.get);

  /** What user code has set: how many frames it wants, that as a number, and the engine's callback for a preparer. */
  const wanted = record({ limit: HELD_FRAMES, frames: HELD_FRAMES, prepare: undefined });
  /** The errors whose stack the user's own preparer made: to {text, result}, the engine's text and theirs. */
  const prepared = new WeakMap();
  /** How many calls of `quietly` are under way. */
  let depth = 0;

  const setNative = (limit, prepare) => {
    apply(native.limit, Error, [limit]);
    apply(native.prepare, Error, [prepare]);
  };

  /** The user's own limit is for what the user reads; we need frames to say where something was thrown. */
  const applyWanted = () => setNative(wanted.frames > HELD_FRAMES ? wanted.frames : HELD_FRAMES, wanted.prepare);

  /** As many frames as the user wants to read. */
  const limited = (frames) => {
    const shown = list();
    for (let i = 0; i < frames.length && i < wanted.frames; i++) shown[i] = frames[i];
    return shown;
  };

  /** Runs our own code so that errors it meets cost little and never reach the user's prepareStackTrace. */
  const quietly = (action, held = 0) => {
    setNative(held, undefined);
    depth++;
    try {
      return action();
    } finally {
      depth--;
      if (depth > 0) setNative(0, undefined);
      else applyWanted();
    }
  };

  /** Runs the user's code in the middle of our own: errors it makes have stacks, and reach the user's preparer. */
  const asUser = (action) => {
    const outer = depth;
    depth = 0;
    applyWanted();
    try {
      return action();
    } finally {
      depth = outer;
      if (depth > 0) setNative(0, undefined);
    }
  };

  const frameOf = (line) => {
    const match = exec(FRAME, line);
    if (match !== null) {
      const line = +match[2];
      // What initialises a class's fields has no line unless it evaluates what the engine takes note of.
      return record({ name: match[1] ?? '', line, column: +match[3], initialiser: line === 0 });
    }
    const inNative = exec(NATIVE, line);
    return inNative === null ? undefined : record({ name: inNative[1], line: 0, column: 0, initialiser: false });
  };

  /** The engine's lines of frames as records {name, line, column}; line is 0 for native code. */
  const parse = (text) => {
    const frames = list();
    for (let start = 0; start < text.length; ) {
      const end = indexOf(text, '\n', start);
      const frame = frameOf(slice(text, start, end < 0 ? text.length : end));
      if (frame !== undefined) frames[frames.length] = frame;
      start = end < 0 ? text.length : end + 1;
    }
    return frames;
  };

  /**
   * Those of the user's sources, with native ones only in between: not those of the runtime nor what called it. Each
   * knows as `callee` the name of what it had called, null where nothing was called; a constructor stands for its
   * class's `fields` where they have no line of their own.
   */
  const visible = (frames) => {
    const shown = list();
    let natives = list();
    for (let i = 0; i < frames.length; i++) {
      const frame = frames[i];
      if (frame.name === NEXT) break;
      if (frame.name === EXPORT) {
        frame.name = ''; // it only reads what is exported: who asked for that is meant
        frame.line = HIDDEN;
      }
      const called = i > 0 ? frames[i - 1] : undefined;
      frame.fields = called !== undefined && called.initialiser;
      frame.callee = called === undefined || frame.fields ? called?.callee ?? null : called.name;
      if (frame.initialiser) continue;
      if (frame.line === 0) {
        natives[natives.length] = frame;
        continue;
      }
      if (frame.line >= vm.firstLine) {
        for (let k = 0; k < natives.length; k++) shown[shown.length] = natives[k];
        shown[shown.length] = frame;
      }
      natives = list();
    }
    return shown;
  };

  const engineText = (error) => {
    const known = weakGet(prepared, error);
    const text = known !== undefined ? known.text : readStack(error);
    return typeof text === 'string' ? text : '';
  };

  /** Whether a frame is that of a constructor of the error itself: of its class, or of one between that and Error. */
  const isMaking = (error, frame) => {
    for (let at = getPrototypeOf(error); at !== null && at !== Error.prototype; at = getPrototypeOf(at)) {
      if (vm.proxies.isProxy(at)) return false;
      if (vm.naming.ownClass(at) === (frame.name === '<anonymous>' ? '' : frame.name)) return true;
    }
    return false;
  };

  /** The frames from where the error was asked for: those of its constructors are left out, as V8 does. */
  const beforeMaking = (error, frames) => {
    let made = 0;
    while (made < frames.length - 1 && isMaking(error, frames[made])) made++;
    const rest = list();
    for (let i = made; i < frames.length; i++) rest[rest.length] = frames[i];
    return rest;
  };

  /** The errors of imports: to {frame, alone}, the place of what is wrong, in the importer. */
  const places = new WeakMap();

  const withPlace = (error, frames) => {
    const known = weakGet(places, error);
    if (known === undefined) return frames;
    const all = list();
    all[0] = known.frame;
    for (let i = known.alone ? frames.length : 0; i < frames.length; i++) all[all.length] = frames[i];
    return all;
  };

  /** Says where in a source an error is, of which the engine can't know; with `alone` it is nowhere else. */
  const place = (error, line, column, alone = false) => {
    if (weakGet(places, error) !== undefined) return;
    const frame = record({
      name: '<eval>', line, column, callee: null, fields: false, initialiser: false, exact: true,
    });
    weakSet(places, error, record({ frame, alone }));
  };

  /** As `place`, by the byte offset in the source that has an engine's line. */
  const placeIn = (error, line, offset, alone) => {
    const found = parseJson(placeOf(line, offset));
    if (found[0] > 0) place(error, found[0], found[1], alone);
  };

  /** The frames of an error that the user can make something of. */
  const framesOf = (error) => withPlace(error, visible(beforeMaking(error, parse(engineText(error)))));

  const named = (name) => wellFormed(slice(name, 0, LONGEST_NAME));

  const plainName = (name) => (name === '<eval>' || name === '<anonymous>' ? '' : name);

  /** A frame as the host gets to know it; `callee` is what it was calling, null where the error comes from itself. */
  const told = (frame) => record({
    function: named(plainName(frame.name)), line: frame.line, column: frame.column, main: frame.name === '<eval>',
    fields: frame.fields,
    compiling: frame.name === '', // no function has that name: it is the place of a syntax error
    callee: frame.callee === null ? null : named(frame.callee), exact: frame.exact === true,
  });

  /** Where frames are, as stacks write it: those of `error`, whose message says what to look for there. */
  const located = (frames, error) => {
    const all = list();
    for (let i = 0; i < frames.length; i++) all[i] = told(frames[i]);
    const known = vm.proxies.isProxy(error) ? undefined : getOwnPropertyDescriptor(error, 'message');
    const message = isData(known) && typeof known.value === 'string' ? named(known.value) : '';
    const makers = known === undefined ? list() : vm.exceptions.makers(error);
    return parseJson(placesOf(vm.text(record({ frames: all, message, makers }))));
  };

  const frameText = (frame, place) => {
    const name = plainName(frame.name);
    return name === '' ? place : name + ' (' + place + ')';
  };

  const framesText = (frames, error) => {
    const shown = limited(frames);
    if (shown.length === 0) return '';
    const places = located(shown, error);
    let text = '';
    for (let i = 0; i < shown.length; i++) text += '\n    at ' + frameText(shown[i], places[i]);
    return text;
  };

  /** What `error.stack` says: the header as V8 writes it, and the mapped frames; or whatever the user put there. */
  const stackOf = (error) => {
    const text = readStack(error);
    if (typeof text !== 'string' || weakGet(prepared, error) !== undefined) return text;
    const frames = parse(text);
    if (frames.length === 0 && text !== '') return text;
    return errorText(error) + framesText(withPlace(error, visible(beforeMaking(error, frames))), error);
  };

  /** The mapped frames of an error as text, '' if it has none or the user replaced its stack. */
  const textOf = (error) => framesText(framesOf(error), error);

  /** The place {line, column} from which the runtime was called, or undefined where only our own code did. */
  const caller = () => {
    const text = quietly(() => readStack(new Error()), HELD_FRAMES);
    for (let at = indexOf(text, FILE); at >= 0; at = indexOf(text, FILE, at + FILE.length)) {
      const colon = indexOf(text, ':', at + FILE.length);
      const line = +slice(text, at + FILE.length, colon);
      if (line >= vm.firstLine) return record({ line, column: parseInt(slice(text, colon + 1), 10) });
    }
    return undefined;
  };

  /** Whether a stack is the engine's own text, with virtual lines in it, that nobody should read. */
  const isRaw = (stack) => typeof stack === 'string' && indexOf(stack, FILE) >= 0;

  /** The text of the call of ours under way, as the user wrote it; '' where it is not known. */
  const calling = () => {
    const place = caller();
    return place === undefined ? '' : expressionAt(place.line, place.column);
  };

  vm.stacks = record({
    EXPORT, applyWanted, asUser, caller, calling, frameText, framesOf, framesText, isRaw, limited, located, named,
    native, parse, place, placeIn, plainName, prepared, quietly, readStack, stackOf, textOf, told, visible, wanted,
  });
}
