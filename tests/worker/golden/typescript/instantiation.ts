const make = Array<string>
const list = [1, 2].map<number>((n) => n * 2)
const M = Map<string, number>;
[typeof make, list, new M().size]
