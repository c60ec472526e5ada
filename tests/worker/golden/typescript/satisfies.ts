const config = { a: 1, b: 'c' } satisfies Record<string, number | string>;
const more = [1] satisfies number[] as number[]
[config.a, more]
