const source = 'let = ='
eval(source)
