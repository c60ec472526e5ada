'use strict';
function f(this: any): boolean { return this === undefined; }
f()
