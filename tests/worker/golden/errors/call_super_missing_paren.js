const s = 'x'
if (s.trim().size().length) console.log(s)
