const words = ['b', 3, 'a']
words.sort((left, right) => left.localeCompare(right) + right.localeCompare(left))
