function f() {
  'use strict'
  yield 1
}
