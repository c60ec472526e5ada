// Writes console_golden.json: what Node's console prints for each line of console_cases.txt, call by call, and to which
// stream. Run it with Node 20: node make_console_golden.mjs
import { Console } from 'node:console';
import { readFileSync, writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import vm from 'node:vm';

const here = (name) => new URL(name, import.meta.url);
// Errors and traces are compared without their frames: they name places of the machine.
Error.stackTraceLimit = 0;

let printed;
const stream = (name) => new Writable({
  write(chunk, _, done) {
    printed.push([name, String(chunk).replace(/\n$/, '')]);
    done();
  },
});
process.emitWarning = (text) => printed.push(['err', `Warning: ${text}`]);

const lines = readFileSync(here('console_cases.txt'), 'utf8').split('\n').filter((line) => line !== '');
const cases = lines.map((code) => {
  printed = [];
  const console = new Console({ stdout: stream('out'), stderr: stream('err'), colorMode: false });
  let threw = null;
  try {
    vm.runInThisContext(`(function (console) { ${code} })`)(console);
  } catch (error) {
    threw = error.message;
  }
  return { code, printed, threw };
});
const rows = cases.map((one) => JSON.stringify(one));
writeFileSync(here('console_golden.json'), `[\n${rows.join(',\n')}\n]\n`);
