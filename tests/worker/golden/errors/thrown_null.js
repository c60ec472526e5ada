const reason = 1
throw null
