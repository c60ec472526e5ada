const make = () => 5
make()(1, 2)
