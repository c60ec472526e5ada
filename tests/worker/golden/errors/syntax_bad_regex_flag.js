/a/gz.test('a')
