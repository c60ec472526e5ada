const lib = require('./lib.cjs')
lib.run()
