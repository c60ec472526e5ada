const o = {
  make: Function('return gone'),
}
o.make()
