const api = {}, name = 'get'
api[name](1)
