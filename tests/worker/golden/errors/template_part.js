const user = null
const line = `Dear ${user.title} ${'x'}`
