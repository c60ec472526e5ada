const reason = 1
throw { code: 'E1', detail: [1, 2] }
