outer: for (const row of [[1], null]) {
  for (const cell of row) {
    if (cell > 1) continue outer
  }
}
