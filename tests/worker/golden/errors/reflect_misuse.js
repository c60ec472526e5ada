Reflect.ownKeys(1)
