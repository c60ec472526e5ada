const when = new Date('never')
when.toISOString()
