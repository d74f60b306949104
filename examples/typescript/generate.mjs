// Makes src/generated/mycloud.ts from the spec. The one setting: a file is a File, and not a string.
import { mkdir, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const spec = new URL("../../openapi/mycloud.yaml", import.meta.url);
const target = new URL("src/generated/mycloud.ts", import.meta.url);
const file = ts.factory.createTypeReferenceNode("File");

const types = await openapiTS(spec, {
  transform: (schema) => (schema.format === "binary" ? file : undefined),
});
await mkdir(new URL(".", target), { recursive: true });
await writeFile(target, astToString(types));
