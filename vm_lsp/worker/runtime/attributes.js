/** `with { type: … }`: what a module has to be for who imports it (ECMA-262, "WithClause"; worded as in Node). */
(vm) => {
  'use strict';
  const { TypeError } = vm.primordials;
  const { withCode } = vm.instances;
  const isSaid = (type) => type !== undefined && type !== null;

  vm.attributes = vm.primordials.record({
    /** Throws for a type that no module here has. */
    known: (type) => {
      if (!isSaid(type) || type === 'json') return;
      const error = new TypeError("Import attribute 'type' with value '" + type + "' is not supported");
      throw withCode(error, 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED');
    },
    /** Throws for a module that is of another one. */
    fits: (type, instance) => {
      if (!isSaid(type) || instance.format === type) return;
      const error = new TypeError('Module "' + instance.uri + '" is not of type "' + type + '"');
      throw withCode(error, 'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE');
    },
  });
}
