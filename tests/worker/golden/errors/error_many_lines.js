throw new Error('first line\n    at second (file:1:1)\nthird')
