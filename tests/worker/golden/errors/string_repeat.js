const bar = '='.repeat(-1)
