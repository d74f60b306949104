// Reads what MyCloud posts to a shop. Copy this file. Nothing is signed: read the order before you believe it.

export type Notification = {
  mc_number: string | null;
  order_number: string | null;
  status: string;
  extra: Record<string, unknown>;
};

/** The body is no notification: answer with status 400. */
export class InvalidNotification extends Error {}

const LARGEST = 64 * 1024;
const DEEPEST = 20;
const LONGEST = 255;
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs;

/** A notification of the body of a request. Throws InvalidNotification. */
export function parseNotification(body: Uint8Array): Notification {
  const fields = objectOf(body);
  const { mc_number, order_number, status, ...extra } = fields;
  const found = { mc_number: word(mc_number), order_number: word(order_number), status: word(status) };
  if (found.status === null) throw new InvalidNotification("no status");
  if (found.mc_number === null && found.order_number === null) throw new InvalidNotification("no number");
  return { ...found, status: found.status, extra };
}

function objectOf(body: Uint8Array): Record<string, unknown> {
  if (body.length > LARGEST) throw new InvalidNotification("too large");
  let text: string;
  let found: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body); // takes a byte order mark away
    found = JSON.parse(text);
  } catch {
    throw new InvalidNotification("no JSON");
  }
  if (typeof found !== "object" || found === null || Array.isArray(found)) throw new InvalidNotification("no object");
  checkNames(text);
  return found as Record<string, unknown>;
}

/** JSON.parse takes the last of two equal names, and is silent. */
function checkNames(text: string): void {
  const around: (Set<string> | null)[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") around.push(token === "{" ? new Set() : null);
    if (token === "}" || token === "]") around.pop();
    if (token === ":") addName(around.at(-1), JSON.parse(last) as string);
    if (around.length > DEEPEST + 1) throw new InvalidNotification("nested too deeply");
    last = token;
  }
}

function addName(names: Set<string> | null | undefined, name: string): void {
  if (names?.has(name)) throw new InvalidNotification("a name that comes twice");
  names?.add(name);
}

/** A number or a status. A whole number is the text of its digits. */
function word(value: unknown): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (Array.isArray(value) && value.length === 0) return null;
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || [...text].length > LONGEST) throw new InvalidNotification("no number or status");
  // Control characters and halves of surrogate pairs, which databases cannot hold.
  if (/[\p{Cc}\p{Cs}]/u.test(text)) throw new InvalidNotification("control characters");
  return text;
}
