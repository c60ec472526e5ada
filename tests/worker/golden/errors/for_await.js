async function* numbers() {
  yield 1
  throw new Error('ran dry')
}
for await (const n of numbers()) console.log(n)
