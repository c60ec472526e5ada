const ready = await Promise.resolve({})
const value = await ready.open()
