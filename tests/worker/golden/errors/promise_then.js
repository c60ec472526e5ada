Promise.resolve({ user: null }).then(({ user }) => user.name)
