let error = new Error('root')
for (const level of ['middle', 'top']) error = new Error(level, { cause: error })
throw error
