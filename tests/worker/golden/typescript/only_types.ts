interface A {}
type B = A;
