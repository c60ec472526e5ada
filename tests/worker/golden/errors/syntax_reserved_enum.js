let enum = 1
