const word = 'text'
if ('length' in word) console.log(word)
