'use strict'
function size() { return this.length }
size()
