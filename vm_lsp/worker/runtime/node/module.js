/** `node:module`: `createRequire`, and which modules Node has of its own. */
(vm) => {
  'use strict';
  const { indexOf, parse, slice } = vm.primordials;
  const names = parse(vm.host.builtinNames());
  const PREFIX = 'node:';

  const isBuiltin = (specifier) => {
    const name = indexOf(specifier, PREFIX) === 0 ? slice(specifier, PREFIX.length) : specifier;
    for (let i = 0; i < names.length; i++) if (names[i] === name) return true;
    return false;
  };

  const uriOf = (given) => {
    const text = typeof given === 'string' ? given : '' + given.href;
    return indexOf(text, 'file:') === 0 ? text : vm.part('node/url').pathToFileURL(text).href;
  };

  return { builtinModules: names, createRequire: (from) => vm.commonjs.requirer(uriOf(from)), isBuiltin };
}
