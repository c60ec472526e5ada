const tool = { run: 5 }
tool.run?.()
