/** `node:perf_hooks`: the clock. */
(vm) => ({ performance: vm.primordials.global.performance })
