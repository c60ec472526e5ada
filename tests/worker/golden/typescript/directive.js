'use strict';
function f(         )          { return this === undefined; }
f()
