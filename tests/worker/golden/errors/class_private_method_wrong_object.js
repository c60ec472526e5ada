class Safe {
  #open() {}
  static try(safe) { safe.#open() }
}
Safe.try({})
