type Id = string | number;
type Deep<T> = { [K in keyof T]?: T[K] extends object ? Deep<T[K]> : T[K] };
export type { Id };
type Word = `get${Capitalize<string>}`
const id: Id = 'a'
id
