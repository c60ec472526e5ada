let node = { next: null }
const last = node.next.next.next
