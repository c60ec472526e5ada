const é                        = 'é😀—漢'; const after = 1;
                                   const tail       = { 'ключ—😀': é            };
/* 😀 */ const x = (y     )      => y; [é, after, tail, x('漢')]
