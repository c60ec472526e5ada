const reply = { data: {} }
const { data: { user: { name } } } = reply
