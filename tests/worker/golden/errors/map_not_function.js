const rows = [1]
rows.map(undefined)
