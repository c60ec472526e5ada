class Config {
  static values
  static {
    this.values.set('a', 1)
  }
}
