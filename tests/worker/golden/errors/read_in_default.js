const f = (options, depth = options.depth) => depth
f()
