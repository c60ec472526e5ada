let sum         = 0;
for (let i         = 0, n         = 3; i < n ; i++) sum += i          ;
for (const key in { a: 1 }          ) sum += key.length;
outer: for (const x of           [1, 2]) { if (x       ) continue outer; }
sum
