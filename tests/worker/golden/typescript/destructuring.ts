const f = ({ a: { b = 1 as number }, ...rest }: { a: { b?: number }; c: string }, [d, , e]: [number, string, number]): unknown[] => [b, rest, d, e];
f({ a: {}, c: 'c' }, [1, 'x', 2])
