/** Remembers what each Proxy stands for, so that one can be printed without running its traps. */
(vm) => {
  'use strict';
  const { Function, Proxy, TypeError, WeakMap, defineProperty, global, record, uncurry, weakGet, weakHas, weakSet } =
    vm.primordials;
  const bind = uncurry(Function.prototype.bind);
  const targets = new WeakMap();
  const revocable = Proxy.revocable;

  const revocableProxy = record({
    revocable(target, handler) {
      const { proxy, revoke } = revocable(target, handler);
      const known = record({ target, handler });
      weakSet(targets, proxy, known);
      const forgetting = () => {
        known.target = null;
        known.handler = null;
        revoke();
      };
      return { proxy, revoke: forgetting };
    },
  }).revocable;

  const watched = function (target, handler) {
    if (new.target === undefined) throw new TypeError("Constructor Proxy requires 'new'");
    const proxy = new Proxy(target, handler);
    weakSet(targets, proxy, record({ target, handler }));
    return proxy;
  };

  /** Bound, so that like the engine's own it has no `prototype`, and no source text. */
  const WatchedProxy = bind(watched, undefined);
  const put = (object, name, value, writable) =>
    defineProperty(object, name, record({ value, writable, enumerable: false, configurable: true }));
  put(WatchedProxy, 'name', 'Proxy', false);
  put(WatchedProxy, 'revocable', revocableProxy, true);
  put(global, 'Proxy', WatchedProxy, true);

  vm.proxies = record({
    isProxy: (value) => weakHas(targets, value),
    /** What it stands for, null once it is revoked. */
    target: (proxy) => weakGet(targets, proxy).target,
    handler: (proxy) => weakGet(targets, proxy).handler,
  });
}
