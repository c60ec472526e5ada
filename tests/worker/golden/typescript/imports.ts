import type Thing from './gone';
import type { A, B } from './gone';
import type * as all from './gone';
import { type C } from './empty.js';
import { type D as E, real, type F, } from './empty.js';
export type { A } from './gone';
export type * from './gone';
export type * as names from './gone';
export { type B, value };
const value = 1;
value
