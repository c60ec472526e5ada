const even = (n) => odd(n)
const odd = (n) => even(n)
even(2)
