const a = 1
	let é = '😀ạ̈'; const w = '👩‍👩‍👧' + é.first.second; done()
