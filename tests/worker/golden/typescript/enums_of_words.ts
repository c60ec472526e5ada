const Direction = { Up: 1, Down: 2 } as const;
type Direction = (typeof Direction)[keyof typeof Direction];
const go: Direction = Direction.Up;
go
