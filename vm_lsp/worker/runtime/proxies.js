/** Remembers what each Proxy stands for, so that one can be printed without running its traps. */
(vm) => {
  'use strict';
  const { Function, Proxy, TypeError, WeakMap, defineProperty, global, record, uncurry, weakGet, weakHas, weakSet } =
    vm.primordials;
  const bind = uncurry(Function.prototype.bind);
  const targets = new WeakMap();
  const revocable = Proxy.revocable;
  let revocations = 0;

  /** `behind` is what was found there when `seen` proxies had been revoked. */
  const knownOf = (target, handler) => record({ target, handler, behind: undefined, seen: -1 });

  const revocableProxy = record({
    revocable(target, handler) {
      const { proxy, revoke } = revocable(target, handler);
      const known = knownOf(target, handler);
      weakSet(targets, proxy, known);
      const forgetting = () => {
        known.target = null;
        known.handler = null;
        revocations++;
        revoke();
      };
      return { proxy, revoke: forgetting };
    },
  }).revocable;

  const watched = function (target, handler) {
    if (new.target === undefined) throw new TypeError("Constructor Proxy requires 'new'");
    const proxy = new Proxy(target, handler);
    weakSet(targets, proxy, knownOf(target, handler));
    return proxy;
  };

  /** Bound, so that like the engine's own it has no `prototype`, and no source text. */
  const WatchedProxy = bind(watched, undefined);
  const put = (object, name, value, writable) =>
    defineProperty(object, name, record({ value, writable, enumerable: false, configurable: true }));
  put(WatchedProxy, 'name', 'Proxy', false);
  put(WatchedProxy, 'revocable', revocableProxy, true);
  put(global, 'Proxy', WatchedProxy, true);

  const isProxy = (value) => weakHas(targets, value);

  /**
   * What is behind an object and all the proxies that it may be made of, null where one of them is revoked. It is kept
   * till the next one is revoked: there may be many thousands of them.
   */
  const behind = (object) => {
    if (!isProxy(object)) return object;
    const known = weakGet(targets, object);
    if (known.seen === revocations) return known.behind;
    let at = known.target;
    while (isProxy(at)) at = weakGet(targets, at).target;
    known.seen = revocations;
    known.behind = at;
    return at;
  };

  vm.proxies = record({
    behind,
    isProxy,
    /** What it stands for, null once it is revoked. */
    target: (proxy) => weakGet(targets, proxy).target,
    handler: (proxy) => weakGet(targets, proxy).handler,
  });
}
