const lib = await import('./late.mjs')
lib.default()
