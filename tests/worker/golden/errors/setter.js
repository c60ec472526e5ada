class Dial {
  set level(value) {
    if (value > 10) throw new RangeError('too loud')
  }
}
const dial = new Dial()
dial.level = 11
