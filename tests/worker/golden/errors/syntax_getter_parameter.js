const o = { get a(b) { return 1 } }
