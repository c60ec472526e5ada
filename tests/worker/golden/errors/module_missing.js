const one = 1
import { gone } from './gone.mjs'
