// Makes src/generated from the specs of dist/openapi, which `make spec` writes: types for openapi-fetch, and a client by
// hey-api, of both shapes of answers. The one setting: a file is a File, and not a string.
import { mkdir, writeFile } from "node:fs/promises";
import { createClient } from "@hey-api/openapi-ts";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const specs = new URL("../../dist/openapi/", import.meta.url);
const target = new URL("src/generated/", import.meta.url);
const file = ts.factory.createTypeReferenceNode("File");
const shapes = { documented: "mycloud", enveloped: "mycloud.enveloped" };

await mkdir(target, { recursive: true });
for (const [shape, spec] of Object.entries(shapes)) {
  const types = await openapiTS(new URL(`${spec}.yaml`, specs), {
    transform: (schema) => (schema.format === "binary" ? file : undefined),
  });
  await writeFile(new URL(`${shape}.ts`, target), astToString(types));
  await createClient({
    input: new URL(`${spec}.json-bodies.yaml`, specs).pathname,
    output: { path: new URL(`hey-api/${shape}`, target).pathname, importFileExtension: ".js" },
    plugins: ["@hey-api/client-fetch", "@hey-api/typescript", "@hey-api/sdk"],
    logs: { level: "silent" },
  });
}
