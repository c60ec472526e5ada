const api = {}
const data = { list() { return [] } }
api.send(data.list())
