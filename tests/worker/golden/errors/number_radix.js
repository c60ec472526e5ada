(255).toString(99)
