new WeakMap().set(1, 2)
