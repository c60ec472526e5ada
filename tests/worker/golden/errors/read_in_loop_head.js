const data = {}
for (let i = 0; i < data.rows.length; i++) console.log(i)
