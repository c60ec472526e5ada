function a() { return b() }
function b() { return c() }
function c() { throw new Error("deep") }
a()
