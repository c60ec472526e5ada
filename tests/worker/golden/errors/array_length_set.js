const list = []
list.length = -1
