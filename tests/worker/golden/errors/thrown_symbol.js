const reason = 1
throw Symbol('stop')
