// Writes src/api/openapi.ts, the types of the server's answers, from docs/openapi.json; with --check it only says whether that was done.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const SOURCE = new URL("../../docs/openapi.json", import.meta.url);
const TARGET = new URL("../src/api/openapi.ts", import.meta.url);
const HEAD = "// The types of the server's answers, made from docs/openapi.json by `npm run types`; not written by hand.\n";

const { openapi, info, components } = JSON.parse(readFileSync(SOURCE, "utf8"));
// The app builds its addresses itself, so only the answers are of use to it.
const answers = { openapi, info, paths: {}, components: { schemas: components.schemas } };
const nodes = await openapiTS(answers, { alphabetize: true, arrayLength: true, rootTypes: true, rootTypesNoSchemaPrefix: true });
const made = HEAD + astToString(nodes);

if (process.argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== made) {
    process.stderr.write("src/api/openapi.ts is not what docs/openapi.json makes: run `npm run types`, and look at what changed.\n");
    process.exitCode = 1;
  }
} else writeFileSync(TARGET, made);
