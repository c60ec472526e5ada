async function ask() {
  await null
  throw { status: 404 }
}
await ask()
