const x: number = 2;
`a${x as number}b${(x! + 1) as any}c${`d${<any>x}`}`
