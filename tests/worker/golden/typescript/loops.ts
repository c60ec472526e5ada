let sum: number = 0;
for (let i: number = 0, n: number = 3; i < n!; i++) sum += i as number;
for (const key in { a: 1 } as object) sum += key.length;
outer: for (const x of <number[]>[1, 2]) { if (x as any) continue outer; }
sum
