const get = (o) => o.p.q
get({})
