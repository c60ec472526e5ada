const loop = (function* () { loop.next() })()
loop.next()
