const rows = [{ id: 1 }, null]
rows.map((row) => row.id)
