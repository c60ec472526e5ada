/** `node:process`: the global. */
(vm) => vm.primordials.global.process
