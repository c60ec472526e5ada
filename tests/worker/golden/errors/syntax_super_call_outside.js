class A { m() { super() } }
