function identity<T>(x: T): T { return x; }
const pair = <A, B = A>(a: A, b: B): [A, B] => [a, b];
const lone = <T,>(x: T) => x;
const wait = async <const T extends readonly unknown[]>(x: T): Promise<T> => x;
class Box<in out T extends object> { constructor(readonly_: T) {} static of<U extends object>(u: U): Box<U> { return new Box<U>(u); } }
const tag = <T>(strings: TemplateStringsArray) => strings[0];
const o = { m<T>(x: T): T { return x; }, async *n<T>(): AsyncIterable<T> {} };
[identity<string>('a'), pair<number, string>(1, 'b'), lone<number>(2), Box.of<{}>({}) instanceof Box, tag<Array<number>>`t`, o.m<number>(3), o?.m<number>(4), new Map<string, Array<number>>([['a', [1]]]).size, new Set<number>().size]
