const numbers = 5
Math.max(...numbers)
