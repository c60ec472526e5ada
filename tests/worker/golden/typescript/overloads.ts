function over(a: string): string;
function over(a: number): number
function over(a: any) { return a; }
export function also(a?: string): void;
export function also() {}
class Over {
  constructor();
  constructor(a: number)
  constructor(public_?: any) {}
  m(a: string): string;
  m(a: number): number
  m(a: any) { return a + 1; }
  private static s?(): void
  static s() { return 's'; }
}
[over('a'), over(1), new Over().m(2), Over.s()]
