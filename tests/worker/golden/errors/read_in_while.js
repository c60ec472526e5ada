let node = { next: { next: { last: false } } }
while (node.next.last === undefined) {
  node = node.next
  const name = "n"
}
