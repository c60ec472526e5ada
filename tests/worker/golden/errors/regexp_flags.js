new RegExp('a', 'gg')
