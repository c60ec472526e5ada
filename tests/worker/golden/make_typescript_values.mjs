// Writes what each of golden/typescript/*.ts comes to where TypeScript itself compiles it, for `typescript_values.json`.
// Run it with `npm install typescript` beside it: node make_typescript_values.mjs
import fs from 'node:fs';
import path from 'node:path';
import util from 'node:util';
import vm from 'node:vm';
import ts from 'typescript';

const folder = path.join(import.meta.dirname, 'typescript');
const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
const values = {};
for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.ts')).sort()) {
  const source = fs.readFileSync(path.join(folder, name), 'utf8');
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  const script = outputText.replace(/^import .*$/gm, '').replace(/^export (?:\{.*$)?/gm, '');
  values[name] = util.inspect(vm.runInThisContext(`(() => eval(${JSON.stringify(script)}))()`));
}
fs.writeFileSync(path.join(import.meta.dirname, 'typescript_values.json'), `${JSON.stringify(values, null, 2)}\n`);
