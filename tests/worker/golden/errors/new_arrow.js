const Arrow = () => {}
new Arrow()
