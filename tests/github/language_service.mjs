// What GitHub's own language service says of workflows and actions: a line of JSON for each finding.
// Usage: node language_service.mjs NODE_MODULES FILE…
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

// Its modules import JSON without saying so, which Node has refused since version 20.
const hook = `export const load = (url, context, next) =>
  next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);`;
register("data:text/javascript," + encodeURIComponent(hook));

const [modules, ...files] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${modules}/${path}`));
const { validate } = await load("@actions/languageservice/dist/index.js");
const { TextDocument } = await load("vscode-languageserver-textdocument/lib/esm/main.js");

for (const file of files) {
  const uri = pathToFileURL(file).href;
  const text = TextDocument.create(uri, "yaml", 1, readFileSync(file, "utf8"));
  for (const found of await validate(text, {})) {
    const line = found.range.start.line + 1;
    console.log(JSON.stringify({ file: basename(file), line, message: found.message }));
  }
}
console.error(`${files.length} files looked at`);
