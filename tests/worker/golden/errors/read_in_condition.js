const user = undefined
if (user.admin && user.name) console.log('hi')
