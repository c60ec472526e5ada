/** `atob` and `btoa`: the engine's own, with errors that point at their place. */
(vm) => {
  'use strict';
  const { atob, btoa, record } = vm.primordials;
  const { DOMException } = vm.part('globals/dom_exception');

  const checked = (convert, text, message) => {
    try {
      return convert(text);
    } catch {
      throw new DOMException(message, 'InvalidCharacterError');
    }
  };

  const functions = record({
    atob(data) {
      if (arguments.length === 0) throw vm.refusals.missing('"data" argument');
      return checked(atob, '' + data, 'The string to be decoded is not correctly encoded.');
    },
    btoa(data) {
      if (arguments.length === 0) throw vm.refusals.missing('"data" argument');
      return checked(btoa, '' + data, 'Invalid character');
    },
  });

  return record({ atob: functions.atob, btoa: functions.btoa });
}
