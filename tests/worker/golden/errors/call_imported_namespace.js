import * as lib from './lib.mjs'
lib.nothing()
