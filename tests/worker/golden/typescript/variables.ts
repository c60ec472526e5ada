let a: number = 1, b: string | undefined, c!: Date;
const d: Array<{ e: number }> = [{ e: 2 }];
var f: (x: number) => string = (x) => String(x);
const { g, h = 3 }: { g: number; h?: number } = { g: 4 };
const [i, ...j]: [number, ...number[]] = [5, 6];
[a, b, d[0].e, f(7), g, h, i, j[0]]
