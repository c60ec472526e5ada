const held = []
for (;;) held.push(new Array(100000).fill(1.5))
