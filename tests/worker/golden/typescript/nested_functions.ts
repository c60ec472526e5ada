const compose = <A, B, C>(f: (a: A) => B, g: (b: B) => C): ((a: A) => C) => (a: A): C => g(f(a));
const curry = (a: number) => (b: number): ((c: number) => number) => (c: number): number => a + b + c;
[compose((x: number) => x + 1, (y: number): string => `${y as number}`)(1), curry(1)(2)(3)]
