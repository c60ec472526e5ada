const a = 1
else { }
