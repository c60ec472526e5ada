new Promise()
