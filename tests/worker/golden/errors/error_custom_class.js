class HttpError extends Error {
  constructor(status) {
    super(`status ${status}`)
    this.name = 'HttpError'
    this.status = status
  }
}
const get = (url) => { throw new HttpError(404) }
get('/')
