// Reads each vector of a folder: node build/notifications.js FOLDER
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { InvalidNotification, parseNotification, type Notification } from "./notification.ts";

const folder = process.argv[2] ?? "";
const files = await readdir(folder);
const wrong: string[] = [];
for (const file of files) {
  const vector = JSON.parse(await readFile(join(folder, file), "utf8"));
  if (!isDeepStrictEqual(read(bodyOf(vector)), vector.means ?? "invalid")) wrong.push(file);
}
console.log(`${files.length - wrong.length} of ${files.length} notifications right`, ...wrong);
process.exitCode = wrong.length ? 1 : 0;

function bodyOf(vector: { base64?: string; text?: string; json?: unknown; pad_to?: number }): Uint8Array {
  const body = vector.base64 ? Buffer.from(vector.base64, "base64") : Buffer.from(vector.text ?? JSON.stringify(vector.json));
  return Buffer.concat([body, Buffer.alloc(Math.max(0, (vector.pad_to ?? 0) - body.length), " ")]);
}

function read(body: Uint8Array): Notification | string {
  try {
    return parseNotification(body);
  } catch (error) {
    if (error instanceof InvalidNotification) return "invalid";
    throw error;
  }
}
