class Fields {
  a = 1
  private ['b'] = 2
  c: any
  ['d'] = 4
  get: any
  e() { return 5 }
  static: any
  *f() { yield 6 }
  declare g: number
  ['h'] = 8
  abstract: string
  readonly ['i']: number
  [key: string]: any
  ['j'] = 1 as any
  ['k'] = 2
}
const fields = new Fields();
[Object.keys(fields), fields.e(), [...fields.f()]]
