/**
 * Spells a body as PHP reads it: `order_items[0][shop_sku]`, 1 and 0 for booleans, plain digits, nothing for null.
 *
 * Give it to openapi-fetch once: `createClient<paths>({ baseUrl, bodySerializer: phpForm })`.
 */
export function phpForm(body: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body ?? {})) append(form, name, value);
  return form;
}

function append(form: FormData, name: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (value instanceof Blob) form.append(name, value);
  else if (typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) append(form, `${name}[${key}]`, inner);
  } else form.append(name, text(value));
}

function text(value: unknown): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "number" ? digits(value) : String(value);
}

const plain = new Intl.NumberFormat("en-US", { useGrouping: false, maximumFractionDigits: 20 });

function digits(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a form takes finite numbers, got ${value}`);
  return plain.format(value);
}
