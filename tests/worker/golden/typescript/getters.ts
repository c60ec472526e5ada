class A { private _x: number = 1; public get x(): number { return this._x; } public set x(v: number) { this._x = v; } static get y(): string { return 'y'; } }
const a = new A();
a.x = 5;
[a.x, A.y]
