const body = '{"a": }'
const data = JSON.parse(body, (key, value) => value)
