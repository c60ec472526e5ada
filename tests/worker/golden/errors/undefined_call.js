const a = 1
printf('x', a)
