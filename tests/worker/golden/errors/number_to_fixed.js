const pi = 3.14
pi.toFixed(101)
