// Writes node_golden.json: what each line of node_cases.txt comes to with Node's own modules.
// Run it with Node 20: node make_node_golden.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const here = (name) => new URL(name, import.meta.url);
const harness = (0, eval)(readFileSync(here('node_harness.js'), 'utf8'));
const require = createRequire(import.meta.url);
const lines = readFileSync(here('node_cases.txt'), 'utf8').split('\n').filter((line) => line !== '');
const cases = [];
for (const code of lines) cases.push({ code, ...JSON.parse(JSON.stringify(await harness(code, require))) });
writeFileSync(here('node_golden.json'), `${JSON.stringify(cases, null, 1)}\n`);
