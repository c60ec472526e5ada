/** `node:assert/strict`. */
(vm) => vm.part('node/assert').strict
