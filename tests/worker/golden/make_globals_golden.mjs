// Writes globals_golden.json: what each line of globals_cases.txt comes to in Node, awaited, or the name and code of
// what it throws. Run it with Node 20: node make_globals_golden.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import vm from 'node:vm';

const here = (name) => new URL(name, import.meta.url);

const outcome = async (code) => {
  try {
    return { prints: inspect(await vm.runInThisContext(code)) };
  } catch (error) {
    return { threw: [error.name, error.code ?? null] };
  }
};

const lines = readFileSync(here('globals_cases.txt'), 'utf8').split('\n').filter((line) => line !== '');
const rows = [];
for (const code of lines) rows.push(JSON.stringify({ code, ...await outcome(code) }));
writeFileSync(here('globals_golden.json'), `[\n${rows.join(',\n')}\n]\n`);
