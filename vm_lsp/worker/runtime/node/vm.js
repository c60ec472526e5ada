/** `node:vm`, as far as it runs code in this global scope: there is one, and no other can be made. */
(vm) => {
  'use strict';
  const { evaluate } = vm.primordials;

  const refuse = (name) => () => {
    const said = 'vm.' + name + ' is not there: a session has one global scope. Use vm.runInThisContext.';
    throw vm.refusals.error(said, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM');
  };

  class Script {
    #code;

    constructor(code) {
      this.#code = '' + code;
    }
    runInThisContext() {
      return evaluate(this.#code);
    }
  }
  Script.prototype.runInContext = refuse('Script.runInContext');
  Script.prototype.runInNewContext = refuse('Script.runInNewContext');

  return {
    Script,
    createContext: refuse('createContext'),
    isContext: () => false,
    runInContext: refuse('runInContext'),
    runInNewContext: refuse('runInNewContext'),
    runInThisContext: (code) => evaluate('' + code),
  };
}
