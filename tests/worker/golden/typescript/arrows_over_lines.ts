const a = (x: number): {
  y: number
} => ({ y: x });
const b = async <
  T
>(x: T): Promise<
  T
> => x;
const c = (
  x: number,
)
  : number => x + 1;
const d = () => {
  return <
    T
  >(x: T) => x;
};
const e = (x: number): // why
  number => x * 2;
[a(1), c(2), d()(3), e(4), typeof b]
