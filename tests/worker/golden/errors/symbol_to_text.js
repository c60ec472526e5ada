const s = Symbol('id')
const text = `id: ${s}`
