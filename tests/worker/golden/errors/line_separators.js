const s = 'a b'; null.x
/*   */ nope()
