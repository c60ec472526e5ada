const a = true            ? 1           : (2          );
const b = (x        )          => x < 2 ? true : false;
const c = a < 2 && (3          ) > 2;
const d = { a: a           ? (x        )         => x : null };
[a, b(1), c, d.a (5)]
