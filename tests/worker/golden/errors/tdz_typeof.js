{
  typeof inner
  let inner
}
