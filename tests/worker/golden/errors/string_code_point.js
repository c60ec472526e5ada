String.fromCodePoint(-1)
