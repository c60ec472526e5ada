const o: { a?: { b: number[] } } | null = { a: { b: [1] } };
let i: number | undefined = 1;
i!++;
i! += 2;
[o!.a!.b![0]!, i!, o!?.a!, !o!, !!i!]
