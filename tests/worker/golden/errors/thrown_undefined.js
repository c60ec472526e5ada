const reason = 1
throw undefined
