const errors = { make(text) { return new TypeError(text) } }
throw errors.make("x".concat("y"))
