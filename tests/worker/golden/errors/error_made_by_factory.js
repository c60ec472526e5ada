const fail = (text) => new Error(text)
throw fail('by hand')
