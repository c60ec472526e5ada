const send = undefined
function make() { return 1 }
send(make())
