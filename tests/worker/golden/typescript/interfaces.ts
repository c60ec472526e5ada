interface Point { x: number; y?: number }
export interface Named<T extends object = {}> extends Point { readonly name: string; [key: string]: unknown; (call: T): void; new (make: T): Named<T>; method?(): void }
const p: Point = { x: 1 };
p.x
