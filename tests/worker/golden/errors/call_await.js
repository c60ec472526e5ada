const o = {}
await o.load()
