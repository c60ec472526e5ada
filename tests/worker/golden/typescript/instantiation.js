const make = Array        
const list = [1, 2].map        ((n) => n * 2)
const M = Map                ;
[typeof make, list, new M().size]
