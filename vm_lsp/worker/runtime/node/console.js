/** `node:console`: the global. */
(vm) => vm.primordials.global.console
