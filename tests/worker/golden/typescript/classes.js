         class Shape              {
                  ;
                         ;
                                           ;
                             ;
          static count         = 0;
                  name         ;
            id ;       
  'quoted'         = 'q';
  static          [Symbol.iterator]           ;
  #hidden         = 5;
  constructor(name        ) { this.name = name; Shape.count++; }
  get hidden()         { return this.#hidden; }
  set hidden(value        ) { this.#hidden = value; }
  static async *all   ()                    {}
  static made()         { return Shape.count; }
}
                                
class Square extends Shape                                            {
                    sides = 4;
                  area()         { return this.sides; }
  get kind() { return 'square'; }
  draw()       {}
  *[Symbol.iterator]()                   {}
}
const square = new Square('s');
square.hidden = 6;
[square.area(), square.hidden, square.kind, Shape.made(), Object.keys(square)]
