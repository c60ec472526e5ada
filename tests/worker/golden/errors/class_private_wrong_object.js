class Safe {
  #code = 1
  static read(safe) {
    return safe.#code
  }
}
Safe.read({})
