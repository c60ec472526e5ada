function load() {
  const x = await fetch('/')
}
