import { total } from './prices.mjs'

total([{ price: 1 }, {}])
