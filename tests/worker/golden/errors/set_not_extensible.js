'use strict'
const o = Object.preventExtensions({})
o.b = 1
