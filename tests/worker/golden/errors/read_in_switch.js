const o = {}
switch (o.kind.name) {
  case 1: break
}
