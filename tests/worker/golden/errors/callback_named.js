function visit(node) {
  if (!node.children) throw new RangeError(`no children in ${node.name}`)
  node.children.forEach(visit)
}
visit({ name: 'root', children: [{ name: 'leaf' }] })
