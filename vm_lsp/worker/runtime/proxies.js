/** Remembers what each Proxy stands for, so that one can be printed without running its traps. */
(vm) => {
  'use strict';
  const { Proxy, WeakMap, defineProperty, global, record, weakGet, weakHas, weakSet } = vm.primordials;
  const targets = new WeakMap();
  const revocable = Proxy.revocable;

  class WatchedProxy {
    constructor(target, handler) {
      const proxy = new Proxy(target, handler);
      weakSet(targets, proxy, record({ target, handler }));
      return proxy;
    }
    static revocable(target, handler) {
      const { proxy, revoke } = revocable(target, handler);
      const known = record({ target, handler });
      weakSet(targets, proxy, known);
      const forgetting = () => {
        known.target = null;
        known.handler = null;
        revoke();
      };
      return { proxy, revoke: forgetting };
    }
  }
  delete WatchedProxy.prototype.constructor;
  defineProperty(WatchedProxy, 'name', record({ value: 'Proxy', configurable: true }));
  defineProperty(global, 'Proxy', record({
    value: WatchedProxy, writable: true, enumerable: false, configurable: true,
  }));

  vm.proxies = record({
    isProxy: (value) => weakHas(targets, value),
    /** What it stands for, null once it is revoked. */
    target: (proxy) => weakGet(targets, proxy).target,
    handler: (proxy) => weakGet(targets, proxy).handler,
  });
}
