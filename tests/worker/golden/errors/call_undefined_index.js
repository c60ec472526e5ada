const x = []
x[0]()
