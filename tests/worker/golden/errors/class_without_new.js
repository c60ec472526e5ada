class Thing {}
const thing = Thing()
