const a = <any>{ b: 1 };
const f = () => <any>{ c: 2 };
const g = () => <any>function named() { return 3; };
<any>{ d: 4 };
const h = <number><unknown>'5';
const i = <const>['e'];
(<any>a).b++;
[a, f(), g()(), h, i, typeof <any>a]
