let once = 1
var once = 2
