const wait = () => Promise.resolve()
async function step() {
  await wait()
  throw new Error('step failed')
}
async function all() {
  await step()
}
all()
