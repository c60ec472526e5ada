Object.defineProperty(1, 'a', {})
