class Safe {
  #code
  static is(it) { return #code in it }
}
Safe.is(5)
