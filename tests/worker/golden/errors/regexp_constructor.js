const pattern = '(unclosed'
const re = new RegExp(pattern, 'g')
