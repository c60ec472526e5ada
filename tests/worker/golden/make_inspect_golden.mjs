// Writes inspect_golden.json: what Node prints for each line of inspect_cases.txt.
// Run it with Node 20 or later: node make_inspect_golden.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import vm from 'node:vm';

const here = (name) => new URL(name, import.meta.url);
// Errors are compared without their stack: it names places of the machine.
Error.stackTraceLimit = 0;

const lines = readFileSync(here('inspect_cases.txt'), 'utf8').split('\n').filter((line) => line !== '');
const cases = lines.map((code) => {
  try {
    return { code, prints: inspect(vm.runInThisContext(`(function () { return eval(${JSON.stringify(code)}); })()`)) };
  } catch (error) {
    throw new Error(`${code}: ${error}`);
  }
});
writeFileSync(here('inspect_golden.json'), `${JSON.stringify(cases, null, 1)}\n`);
