const reason = 1
throw function cancel() {}
