const o = {}
o.#secret
