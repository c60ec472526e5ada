const Type = {}
const is = [] instanceof Type
