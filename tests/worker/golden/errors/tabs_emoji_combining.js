	const 名 = { é: 1 };	'👩‍👩‍👧' + 名.é.toUpperCase()
