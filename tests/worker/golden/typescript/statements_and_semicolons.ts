let calls = 0
const count = (n?: any) => { calls++; return count as any }
count
type A = number
(1)
count
interface B {}
[1].length
const c = count
declare let d: any
`t`
const e = 4
type F = string
/2/.test('2')
if (calls === 0) count()
else count(2)
calls
