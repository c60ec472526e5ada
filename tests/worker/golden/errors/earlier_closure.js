const handlers = makeHandlers()
handlers.forEach((handler) => handler('x'))
