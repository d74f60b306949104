// Sends the form of each vector of a folder to a URL: node build/vectors.js FOLDER URL
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { phpForm } from "./php-form.js";

const [folder = "", url = ""] = process.argv.slice(2);

for (const file of await readdir(folder)) {
  const { body } = JSON.parse(await readFile(join(folder, file), "utf8"), files);
  await fetch(`${url}/${basename(file, ".json")}`, { method: "POST", body: phpForm(body) });
}

/** An object with Base64 in it stands for a file. */
function files(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("base64" in value)) return value;
  const { base64, filename, content_type: type } = value as { base64: string; filename: string; content_type: string };
  return new File([Buffer.from(base64, "base64")], filename, { type });
}
