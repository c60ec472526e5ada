const o = {}
switch (1) {
  case o.a.b: break
}
