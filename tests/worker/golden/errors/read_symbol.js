const it = undefined
it[Symbol.iterator]
