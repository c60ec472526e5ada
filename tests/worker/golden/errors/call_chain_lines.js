const list = [1, 2, 3]
list
  .filter((n) => n > 1)
  .mapp((n) => n * 2)
  .join()
