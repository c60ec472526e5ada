// Runs the tests' snippets against the API inside the extension host and answers over a loopback port, which it
// writes to the file that VM_LSP_PROBE names.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const vscode = require("vscode");

const AsyncFunction = (async () => {}).constructor;

async function run({ snippet, given }) {
  try {
    return { answer: (await new AsyncFunction("vscode", "given", snippet)(vscode, given)) ?? null };
  } catch (error) {
    return { failure: String(error?.stack ?? error) };
  }
}

async function answer(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const outcome = await run(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(outcome));
}

exports.activate = (context) =>
  new Promise((resolve, reject) => {
    const server = http.createServer((request, response) => void answer(request, response));
    context.subscriptions.push({ dispose: () => server.close() });
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      fs.writeFileSync(process.env.VM_LSP_PROBE, String(server.address().port));
      resolve();
    });
  });
