declare const gone: number;
declare let also: string
declare function nowhere(a: number): void;
declare class Missing { a: number }
declare enum Never { A }
declare module 'x' { export const y: number; }
declare global { interface Array<T> { last(): T } }
declare namespace N { const z: number }
export declare const w: number;
namespace Types { export interface X {} type Y = string; namespace Inner { interface Z {} } }
[typeof gone, typeof also, typeof nowhere, typeof Missing, typeof N, typeof Types]
