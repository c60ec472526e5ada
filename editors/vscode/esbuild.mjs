// Bundles the extension into one file; `--production` minifies it, `--tests` bundles each unit test instead.
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import esbuild from "esbuild";

const asked = (flag) => process.argv.includes(flag);
const common = { bundle: true, platform: "node", target: "node20", format: "cjs", logLevel: "warning" };

async function bundleExtension() {
  await rm("dist/extension.js.map", { force: true });
  await esbuild.build({
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    external: ["vscode"],
    minify: asked("--production"),
    sourcemap: !asked("--production"),
  });
}

async function bundleTests() {
  await rm("dist/test", { recursive: true, force: true });
  const names = await readdir("test", { recursive: true });
  await esbuild.build({
    ...common,
    entryPoints: names.filter((name) => name.endsWith(".test.ts")).map((name) => join("test", name)),
    outdir: "dist/test",
    entryNames: "[name]",
    sourcemap: "inline",
  });
}

await (asked("--tests") ? bundleTests() : bundleExtension());
