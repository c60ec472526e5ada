let a = 1, b = 2, c = 3;
[a < b, a > b, a < b || b > c, (a < b) > (c       ), a<b]
