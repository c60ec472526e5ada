const strict = new Proxy({}, {
  get(target, key) {
    if (!(key in target)) throw new ReferenceError(`no ${String(key)}`)
    return target[key]
  },
})
strict.known = 1
strict.unknown
