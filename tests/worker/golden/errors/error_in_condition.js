const n = 3
if (n > 2) throw new RangeError("n is " + String(n).trim())
