const é: 'é😀—漢' | '\u{1F600}' = 'é😀—漢'; const after = 1;
type Ключ = { 'ключ—😀': string }; const tail: Ключ = { 'ключ—😀': é as 'é😀—漢' };
/* 😀 */ const x = (y: '漢'): '漢' => y; [é, after, tail, x('漢')]
