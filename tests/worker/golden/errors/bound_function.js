function greet(name) { return name.first }
greet.bind(null, undefined)()
