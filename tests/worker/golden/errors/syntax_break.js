const a = 1
break
