/**
 * `error.stack`, `Error.prepareStackTrace`, `stackTraceLimit` and `captureStackTrace` as user code sees them: with the
 * places of the documents. They stay the user's to set; the frames of an exception are known to us all the same.
 */
(vm) => {
  'use strict';
  const {
    Error, apply, defineProperty, errorText, exec, getOwnPropertyDescriptor, isData, isError, record, uncurry,
    weakGet, weakSet,
  } = vm.primordials;
  const { stacks } = vm;
  const PLACE = /^(.*):(\d+):(\d+)$/;
  /** From the getter of `stack` down to where `calledByHost` looks. */
  const OWN_FRAMES = 4;
  const nativeCapture = Error.captureStackTrace;
  let preparer;

  /**
   * Whether no JavaScript is running but the getter itself. The engine's binding reads `stack` off whatever reaches it,
   * and can't bear a call to the host then.
   */
  const calledByHost = () => {
    const text = stacks.quietly(() => stacks.readStack(new Error()), OWN_FRAMES + 1);
    return stacks.parse(text).length === OWN_FRAMES;
  };

  const { get: getStack } = getOwnPropertyDescriptor(record({
    get stack() {
      return isError(this) && !calledByHost() ? stacks.stackOf(this) : stacks.readStack(this);
    },
  }), 'stack');

  /** What the user's prepareStackTrace is given for a frame: the usual methods. */
  class CallSite {
    #frame;
    #place;

    #text;

    constructor(frame, place) {
      this.#frame = frame;
      this.#place = frame.line === 0 ? null : exec(PLACE, place);
      this.#text = stacks.frameText(frame, place);
    }
    getFunctionName() {
      return stacks.plainName(this.#frame.name) || null;
    }
    getFunction() {
      return undefined;
    }
    getThis() {
      return undefined;
    }
    getTypeName() {
      return null;
    }
    getMethodName() {
      return null;
    }
    getFileName() {
      return this.#place === null ? null : this.#place[1];
    }
    getLineNumber() {
      return this.#place === null ? null : +this.#place[2];
    }
    getColumnNumber() {
      return this.#place === null ? null : +this.#place[3];
    }
    isNative() {
      return this.#frame.line === 0;
    }
    isToplevel() {
      return this.#frame.name === '<eval>';
    }
    isConstructor() {
      return false;
    }
    isEval() {
      return false;
    }
    toString() {
      return this.#text;
    }
  }

  /** A frame as the engine would write it, from the call site that it gives to a preparer instead. */
  const siteText = uncurry(record({
    text() {
      const name = this.getFunctionName() ?? '<anonymous>';
      const place = this.isNative() ? 'native' : '<input>:' + this.getLineNumber() + ':' + this.getColumnNumber();
      return '    at ' + name + ' (' + place + ')\n';
    },
  }).text);

  const callSites = (frames, error) => {
    const sites = [];
    const places = stacks.located(frames, error);
    for (let i = 0; i < frames.length; i++) {
      const value = new CallSite(frames[i], places[i]);
      defineProperty(sites, i, record({ value, writable: true, enumerable: true, configurable: true }));
    }
    return sites;
  };

  /** Called by the engine for each new error while the user has a preparer of their own. */
  const prepare = (error, sites) => {
    const before = weakGet(stacks.prepared, error);
    if (before !== undefined) return before.result; // thrown again: the engine asks again for what is no string
    const known = record({ text: '', result: undefined });
    for (let i = 0; i < sites.length; i++) known.text += siteText(sites[i]);
    if (isError(error)) weakSet(stacks.prepared, error, known);
    known.result = preparer(error, callSites(stacks.limited(stacks.visible(stacks.parse(known.text))), error));
    return known.result;
  };

  function captureStackTrace(target, above) {
    apply(nativeCapture, Error, [target, above ?? captureStackTrace]);
    const own = getOwnPropertyDescriptor(target, 'stack');
    if (!isData(own) || typeof own.value !== 'string') return;
    const frames = stacks.parse(own.value);
    if (frames.length === 0) return;
    const value = errorText(target) + stacks.framesText(stacks.visible(frames), target);
    defineProperty(target, 'stack', record({ value, writable: true, enumerable: false, configurable: true }));
  }

  const accessor = (object, name, get, set, enumerable) =>
    defineProperty(object, name, record({ get, set, enumerable, configurable: true }));

  accessor(Error.prototype, 'stack', getStack, stacks.native.stack.set, false);
  accessor(Error, 'prepareStackTrace', () => preparer, (value) => {
    preparer = typeof value === 'function' ? value : undefined;
    stacks.wanted.prepare = preparer && prepare;
    stacks.applyWanted();
  }, true);
  accessor(Error, 'stackTraceLimit', () => stacks.wanted.limit, (value) => {
    stacks.wanted.limit = value;
    stacks.wanted.frames = typeof value === 'number' ? value : 0;
    stacks.applyWanted();
  }, true);
  defineProperty(Error, 'captureStackTrace', record({
    value: captureStackTrace, writable: true, enumerable: false, configurable: true,
  }));
}
