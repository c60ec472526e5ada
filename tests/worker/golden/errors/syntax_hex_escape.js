const s = 'a\xZZ'
