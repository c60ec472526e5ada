const a = /[a-z
