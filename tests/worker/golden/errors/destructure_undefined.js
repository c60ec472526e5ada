const answer = undefined
const { status, body } = answer
