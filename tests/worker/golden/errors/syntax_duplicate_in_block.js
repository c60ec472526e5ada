{
  const inner = 1
  let inner = 2
}
