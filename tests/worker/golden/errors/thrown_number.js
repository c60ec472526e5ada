const reason = 1
throw 42
