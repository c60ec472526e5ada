const o = {}
Object.defineProperty(o, 'a', { value: 1 })
Object.defineProperty(o, 'a', { value: 2 })
