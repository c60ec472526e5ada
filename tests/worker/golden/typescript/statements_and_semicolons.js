let calls = 0
const count = (n      ) => { calls++; return count        }
count
;              
(1)
count
;             
[1].length
const c = count
;                 
`t`
const e = 4
;              
/2/.test('2')
if (calls === 0) count()
else count(2)
calls
