+Symbol.iterator
