throw new Error('outer', { cause: { code: 5 } })
