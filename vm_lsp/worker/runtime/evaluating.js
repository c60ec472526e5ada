/** Runs modules that are linked: each once, what it needs before it, in time where one of them awaits. */
(vm) => {
  'use strict';
  const { Promise, apply, list, record } = vm.primordials;
  const { byId } = vm.instances;
  const { check, fail, step } = vm.linking;

  /** Whether a module or anything it needs awaits at top level, and has not run. */
  const waits = (instance) => {
    const seen = record({});
    const pending = list();
    pending[0] = instance;
    while (pending.length > 0) {
      const next = pending[pending.length - 1];
      pending.length--;
      if (next.format !== 'module' || seen[next.id] === true || next.state === 'done') continue;
      seen[next.id] = true;
      if (next.awaits) return true;
      for (let i = 0; i < next.requests.length; i++) pending[pending.length] = byId(next.requests[i][1]);
    }
    return false;
  };

  const common = (instance) => {
    const module = vm.commonjs.module(instance.uri);
    const { path } = module;
    instance.module = module;
    instance.state = 'evaluating';
    vm.commonjs.keep(module);
    try {
      apply(instance.make, module.exports, [module.exports, module.require, module, module.filename, path]);
    } catch (error) {
      instance.state = 'linked'; // as in Node: who requires it again runs it again
      vm.commonjs.drop(module);
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

  /** Modules under way, each with how many of those it needs have been seen to; a chain of any length fits. */
  const begin = (stack, instance) => {
    instance.state = 'evaluating';
    stack[stack.length] = record({ instance, next: 0 });
  };

  const failAll = (stack, error) => {
    for (let i = 0; i < stack.length; i++) {
      fail(stack[i].instance, error);
      release(stack[i].instance);
    }
  };

  /** The next module that has to begin for the one on top, undefined where that has all it needs. */
  const nextNeeded = (top) => {
    while (top.next < top.instance.requests.length) {
      const needed = byId(top.instance.requests[top.next++][1]);
      if (needed.waiting !== undefined || !isBegun(needed)) return needed;
    }
    return undefined;
  };

  const evaluateNow = (instance) => {
    if (isBegun(instance)) return;
    if (instance.format === 'commonjs') {
      common(instance);
      return;
    }
    const stack = list();
    begin(stack, instance);
    try {
      while (stack.length > 0) {
        const top = stack[stack.length - 1];
        const needed = nextNeeded(top);
        if (needed === undefined) {
          run(top.instance);
          stack.length--;
        } else if (needed.format === 'commonjs') common(needed);
        else begin(stack, needed);
      }
    } catch (error) {
      failAll(stack, error);
      throw error;
    }
  };

  const run = (instance) => {
    check(instance);
    const running = step(instance);
    if (!instance.awaits) instance.state = 'done';
    return running;
  };

  const beginInTime = (stack, instance, token) => {
    begin(stack, instance);
    instance.token = token;
    instance.waiting = new Promise((resolve) => {
      instance.settle = resolve;
    });
  };

  /** Lets others go on that wait for a module. */
  const release = (instance) => {
    const { settle } = instance;
    instance.waiting = undefined;
    instance.settle = undefined;
    if (settle !== undefined) settle();
  };

  /** Waits for a module that another import has begun; throws what that found out about it. */
  const joined = async (instance) => {
    await instance.waiting;
    isBegun(instance);
  };

  /** As `evaluateNow`, waiting for those that await, and for those that another import has begun. */
  const evaluateInTime = async (instance) => {
    if (instance.waiting !== undefined) await joined(instance);
    if (isBegun(instance)) return;
    const token = record({});
    const stack = list();
    beginInTime(stack, instance, token);
    try {
      while (stack.length > 0) {
        const top = stack[stack.length - 1];
        const needed = nextNeeded(top);
        if (needed === undefined) await finish(stack, top.instance);
        else if (needed.waiting !== undefined) {
          if (needed.token !== token) await joined(needed);
        } else if (needed.format === 'commonjs') common(needed);
        else beginInTime(stack, needed, token);
      }
    } catch (error) {
      failAll(stack, error);
      throw error;
    }
  };

  const finish = async (stack, instance) => {
    const running = run(instance);
    if (instance.awaits) await running;
    instance.state = 'done';
    stack.length--;
    release(instance);
  };

  vm.evaluating = record({ evaluateInTime, evaluateNow, waits });
}
