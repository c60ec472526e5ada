const compiled = new Function('a', 'return a +')
