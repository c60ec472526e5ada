const fns = [() => 1]
fns[0]() + fns[1]()
