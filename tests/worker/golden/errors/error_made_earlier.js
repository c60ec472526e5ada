const late = new Error('made on line 1')

throw late
