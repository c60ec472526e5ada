class Registry {
  static size = 3
  static first = Registry.items[0]
}
