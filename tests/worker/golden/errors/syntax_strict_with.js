'use strict'
with ({}) {}
