eval('function inside() { return missing }')
const a = 1
inside()
