const a = true as boolean ? 1 as number : (2 as number);
const b = (x: number): boolean => x < 2 ? true : false;
const c = a < 2 && (3 as number) > 2;
const d = { a: a as number ? (x: number): number => x : null };
[a, b(1), c, d.a!(5)]
