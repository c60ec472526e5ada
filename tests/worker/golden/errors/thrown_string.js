const reason = 1
throw 'plain text'
