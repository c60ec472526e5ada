function f(this: { k: number }, a: number, b?: string, ...rest: number[]): number { return this.k + a + rest.length; }
function only(this: void) { return this === undefined || typeof this; }
const arrow = (a: number, { b, c = 2 }: { b: number; c?: number } = { b: 3 }, [d]: number[] = [4]): number => a + b + c + d;
[f.call({ k: 1 }, 2, 'x', 3, 4), arrow(1), typeof only]
