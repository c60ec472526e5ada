const u = null
const n = true ? u.name : u.other
