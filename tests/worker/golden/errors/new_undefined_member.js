const lib = {}
const client = new lib.Client({ a: lib.x })
