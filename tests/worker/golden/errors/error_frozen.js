throw Object.freeze(new Error('cold'))
