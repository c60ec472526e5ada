const before = 1
const data = await Promise.reject(new Error('offline'))
