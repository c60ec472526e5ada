/** Runs modules that are linked: each once, what it needs before it, in time where one of them awaits. */
(vm) => {
  'use strict';
  const { apply, record } = vm.primordials;
  const { byId } = vm.instances;
  const { check, fail, step } = vm.linking;

  const waits = (instance, seen) => {
    if (instance.format !== 'module' || seen[instance.id] === true || instance.state === 'done') return false;
    seen[instance.id] = true;
    if (instance.awaits) return true;
    for (let i = 0; i < instance.requests.length; i++) {
      if (waits(byId(instance.requests[i][1]), seen)) return true;
    }
    return false;
  };

  const common = (instance) => {
    const module = vm.common.module(instance.uri);
    const { path } = module;
    instance.module = module;
    instance.state = 'evaluating';
    vm.common.keep(module);
    try {
      apply(instance.make, module.exports, [module.exports, module.require, module, module.filename, path]);
    } catch (error) {
      instance.state = 'linked'; // as in Node: who requires it again runs it again
      vm.common.drop(module);
      throw error;
    }
    module.loaded = true;
    instance.state = 'done';
  };

  /** Whether there is nothing to do any more: it has run, or is running further up. */
  const isBegun = (instance) => {
    if (instance.state === 'failed') throw instance.error;
    if (instance.format === 'json') instance.state = 'done';
    return instance.state !== 'linked';
  };

  const evaluateNow = (instance) => {
    if (isBegun(instance)) return;
    if (instance.format === 'commonjs') {
      common(instance);
      return;
    }
    instance.state = 'evaluating';
    try {
      for (let i = 0; i < instance.requests.length; i++) evaluateNow(byId(instance.requests[i][1]));
      check(instance);
      step(instance);
      instance.state = 'done';
    } catch (error) {
      fail(instance, error);
      throw error;
    }
  };

  const evaluateInTime = async (instance, path) => {
    if (isBegun(instance)) {
      if (instance.waiting !== undefined && path[instance.id] !== true) await instance.waiting;
      return;
    }
    if (instance.format === 'commonjs') {
      common(instance);
      return;
    }
    instance.state = 'evaluating';
    const below = record({ __proto__: path });
    below[instance.id] = true;
    instance.waiting = evaluateWithNeeded(instance, below);
    await instance.waiting;
  };

  const evaluateWithNeeded = async (instance, path) => {
    try {
      for (let i = 0; i < instance.requests.length; i++) {
        await evaluateInTime(byId(instance.requests[i][1]), path);
      }
      check(instance);
      const running = step(instance);
      if (instance.awaits) await running;
      instance.state = 'done';
    } catch (error) {
      fail(instance, error);
      throw error;
    } finally {
      instance.waiting = undefined;
    }
  };

  vm.evaluating = record({ evaluateInTime, evaluateNow, waits });
}
