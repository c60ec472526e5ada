'use strict'
const o = Object.freeze({ a: 1 })
delete o.a
