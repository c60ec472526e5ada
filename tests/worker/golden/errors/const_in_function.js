const total = 0
function add(n) { total += n }
add(5)
