function* all() { yield* undefined }
const list = [...all()]
