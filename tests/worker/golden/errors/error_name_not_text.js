throw Object.assign(new Error('m'), { name: Symbol('odd') })
