const run = (code) => eval(code)
run('null.inside')
