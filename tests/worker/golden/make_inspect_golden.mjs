// Writes inspect_golden.json: what Node prints for each line of inspect_cases.txt. A line may begin with options in
// braces and a tab; with {"stackTraceLimit": n}, each error has a stack of n frames, whose places are left out.
// Run it with Node 20: node make_inspect_golden.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import vm from 'node:vm';

const here = (name) => new URL(name, import.meta.url);

const evaluate = (code) => vm.runInThisContext(`(function () { return eval(${JSON.stringify(code)}); })()`);

const printed = (code, { stackTraceLimit = 0, ...options }) => {
  Error.stackTraceLimit = stackTraceLimit; // places of the machine are no matter of the printing
  try {
    return inspect(evaluate(code), options).replace(/\n( *at ).*?(?= \{$|$)/gm, '\n$1…');
  } catch (error) {
    throw new Error(`${code}: ${error}`);
  }
};

const lines = readFileSync(here('inspect_cases.txt'), 'utf8').split('\n').filter((line) => line !== '');
const cases = lines.map((line) => {
  const [, options = '{}', code] = /^(?:(\{.*?\})\t)?(.*)$/.exec(line);
  return { code, options: JSON.parse(options), prints: printed(code, JSON.parse(options)) };
});
writeFileSync(here('inspect_golden.json'), `${JSON.stringify(cases, null, 1)}\n`);
