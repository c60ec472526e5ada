'use strict'
const s = 'text'
s.length = 1
