import { there, notThere } from './lib.mjs'
