// A tour of vm-lsp: this file has just run, and what it had to say
// stands beside it. No console.log needed: a statement shows its value.

const planets = ['Mercury', 'Venus', 'Earth']
planets.length
planets.map(name => name.toUpperCase())
const [first, ...others] = planets

// Values look as Node prints them, whatever they are.
new Map([['sky', 'blue'], ['night', new Set(['moon', 'stars'])]])
class Rocket { stage = 1; crew = ['Laika'] }
const rocket = new Rocket()
0.1 + 0.2
2n ** 100n

// console output stands at the line that made it, also in a loop.
console.log('ready:', rocket)
for (const second of [3, 2, 1]) console.info(`${second}…`)
console.warn('lift-off is %s', 'near')

// A session remembers. Select `let altitude = 0` in your editor and run
// it again: declaring twice is fine, here as in a browser's console.
let altitude = 0
const climb = metres => (altitude += metres)
climb(100) + climb(250)

// Promises and timers are part of a run, which waits for all of them.
// (`void`, since what they return is not worth showing.)
void Promise.resolve('a promise').then(it => console.log('kept', it))
void setTimeout(() => console.log('still at', altitude, 'm'), 20)

// At last an error, on purpose: it points at the exact place, and says
// who called.
const boss = crew => crew.captain.name
setTimeout(() => boss(rocket.crew), 40)
