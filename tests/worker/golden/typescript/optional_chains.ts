const o: any = { f: <T>(x: T) => ({ g: [x] }) };
[o?.f<number>(1)?.g![0], o.h?.<string>('x'), o!['f']!<number>(2).g]
