const row = {}
const city = row.address.city
