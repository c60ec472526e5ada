const s = `${a1} ${'b'}`
