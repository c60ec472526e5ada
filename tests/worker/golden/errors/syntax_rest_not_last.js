function f(...rest, last) {}
