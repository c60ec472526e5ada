function Failure(text) {
  this.message = text
}
Failure.prototype = Object.create(Error.prototype)
throw new Failure('like 2009')
