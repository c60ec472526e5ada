const zero = 0n
1n / zero
