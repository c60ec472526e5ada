console.log(early)
let early = 1
