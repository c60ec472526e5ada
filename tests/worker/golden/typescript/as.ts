const a = 'x' as const;
const b = { a: 1 } as unknown as { a: number };
const c = (b as any).a as number + 1;
const d = [1, 2] as readonly number[];
let e: any = 1;
(e as number) = 5;
for (const f of d as number[]) e += f;
[a, b, c, d, e, ...(d as number[])]
