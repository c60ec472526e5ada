import { start } from './outer.mjs'
start()
