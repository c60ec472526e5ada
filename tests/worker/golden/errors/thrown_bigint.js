const reason = 1
throw 10n
