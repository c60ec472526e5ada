class A {         _x         = 1;        get x()         { return this._x; }        set x(v        ) { this._x = v; } static get y()         { return 'y'; } }
const a = new A();
a.x = 5;
[a.x, A.y]
