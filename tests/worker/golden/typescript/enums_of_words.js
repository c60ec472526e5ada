const Direction = { Up: 1, Down: 2 }         ;
                                                            
const go            = Direction.Up;
go
