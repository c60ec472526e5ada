async function load(id) {
  await null
  const row = undefined
  return row.name
}
await load(7)
