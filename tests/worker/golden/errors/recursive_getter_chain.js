class Node1 {
  constructor(next) { this.next = next }
  get last() { return this.next.last }
}
new Node1(new Node1(null)).last
