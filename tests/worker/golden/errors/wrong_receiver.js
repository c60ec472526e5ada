const { get } = Map.prototype
get.call({}, 1)
