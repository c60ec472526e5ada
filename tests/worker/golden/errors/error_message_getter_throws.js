class Shy extends Error {
  get message() { throw new Error('not telling') }
}
throw new Shy()
