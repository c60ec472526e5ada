const sql = (strings, ...values) => strings.raw.map((part) => part.trim() + values[0].id)
sql`select ${null}`
