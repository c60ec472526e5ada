const a = 1
Promise.reject('why not')
