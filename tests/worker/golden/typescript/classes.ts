abstract class Shape<T = unknown> {
  declare never: T;
  abstract area(): number;
  protected abstract readonly sides: number;
  abstract get kind(): string;
  private static count: number = 0;
  public readonly name?: string;
  protected id!: number
  'quoted': string = 'q';
  static readonly [Symbol.iterator]: undefined;
  #hidden: number = 5;
  constructor(name: string) { this.name = name; Shape.count++; }
  get hidden(): number { return this.#hidden; }
  set hidden(value: number) { this.#hidden = value; }
  static async *all<T>(): AsyncGenerator<T> {}
  static made(): number { return Shape.count; }
}
interface Drawn { draw(): void }
class Square extends Shape<number> implements Drawn, Iterable<number> {
  override readonly sides = 4;
  public override area(): number { return this.sides; }
  get kind() { return 'square'; }
  draw(): void {}
  *[Symbol.iterator](): Iterator<number> {}
}
const square = new Square('s');
square.hidden = 6;
[square.area(), square.hidden, square.kind, Shape.made(), Object.keys(square)]
