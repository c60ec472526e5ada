/**
 * Globals that few runs use: each is set up when it is first asked for, so that a start stays quick. From then on it is
 * a plain property, and so it is once user code assigns or declares something of its name.
 */
(vm) => {
  'use strict';
  const { defineProperty, global, parse, record } = vm.primordials;

  /** The parts of the runtime, each with the globals it has to offer. */
  const PARTS = parse(
    '[["globals/dom_exception",["DOMException"]],["globals/base64",["atob","btoa"]],' +
    '["globals/clone",["structuredClone"]],["globals/encoding",["TextEncoder","TextDecoder"]],' +
    '["globals/events",["Event","EventTarget","CustomEvent"]],["globals/abort",["AbortController","AbortSignal"]],' +
    '["globals/url",["URL"]],["globals/search_params",["URLSearchParams"]],' +
    '["globals/performance",["performance","Performance","PerformanceEntry","PerformanceMark","PerformanceMeasure"]],' +
    '["globals/crypto",["crypto","Crypto","SubtleCrypto"]],["globals/process",["process"]],' +
    '["globals/buffer",["Buffer"]],["globals/fetch",["fetch"]]]');

  const plain = (object, name, value) =>
    defineProperty(object, name, record({ value, writable: true, enumerable: false, configurable: true }));

  const define = (name, part) => {
    defineProperty(global, name, record({
      get() {
        const value = vm.part(part)[name];
        plain(global, name, value); // which a frozen global object refuses: then this getter goes on to answer
        return value;
      },
      set(value) {
        plain(this ?? global, name, value);
      },
      enumerable: false,
      configurable: true,
    }));
  };

  for (let i = 0; i < PARTS.length; i++) {
    for (let k = 0; k < PARTS[i][1].length; k++) define(PARTS[i][1][k], PARTS[i][0]);
  }
  plain(global, 'global', global);
}
