'é'.normalize('NFX')
