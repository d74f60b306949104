// What both programs do, whichever client they do it with: read customers and orders, place one order, read it back.

/** A client of one shape of answers. */
export interface Shop {
  customers(offset: number, count: number): Promise<unknown[]>;
  orders(offset: number, count: number): Promise<unknown[]>;
  place(body: OrderBody): Promise<Order>;
  order(id: number): Promise<Order>;
}

/** What a program needs to know of an order; the fields of an answer may all be missing. */
export interface Order {
  id?: number | null | undefined;
  mc_number?: string | null | undefined;
  order_number?: string | null | undefined;
  items: number;
}

export const baseUrl = process.env.MYCLOUD_BASE_URL ?? "";
export const keys = { apikey: process.env.MYCLOUD_API_KEY ?? "", secretkey: process.env.MYCLOUD_SECRET_KEY ?? "" };
/** `enveloped` is what the live server has been seen to answer in. */
export const enveloped = (process.env.MYCLOUD_SHAPE ?? "enveloped") === "enveloped";
/** JSON was observed alone, and carries no files. */
export const json = process.env.MYCLOUD_BODIES === "json";

const label = new File(["%PDF-1.4\n% a shipping label would be here\n"], "label.pdf", { type: "application/pdf" });
const body = {
  delivery_mode_id: 343,
  customer_id: 232,
  name: "คุณ พวริด",
  address: "32/1 สุขุมวิท 62, กรุงเทพฯ",
  postcode: "10260",
  order_number: "ORD-004564014",
  order_items: [
    { product_id: 164162, quantity: 2, price: 199.0 },
    { product_sku: "MAI002", quantity: 1, price: 50 },
    { shop_sku: "UPC_230458300", quantity: 1, price: 49.5 },
  ],
};
export type OrderBody = typeof body & { attach_name?: string[]; attach_file?: File[] };

export async function run(shop: Shop): Promise<void> {
  const customers = await count((offset) => shop.customers(offset, 20));
  const orders = await count((offset) => shop.orders(offset, 20));
  console.log(`customers ${customers}, orders ${orders}`);

  const placed = identified(await shop.place(json ? body : { ...body, attach_name: ["LABEL"], attach_file: [label] }));
  console.log(`placed ${placed.mc_number}, id ${placed.id}`);
  const found = identified(await shop.order(placed.id));
  console.log(`read back ${found.order_number}, ${found.items} items`);
}

/** The content of an answer. A refusal may come with status 200, so the status alone does not tell. */
export function answered<T>(data: T | undefined, error: unknown, response: Response | undefined): T {
  const refused = data && (data as { success?: unknown }).success === false;
  if (!data || refused) throw new Error(`${response?.status} ${response?.url}: ${JSON.stringify(error ?? data)}`);
  return data;
}

/** An order without an id may have been placed all the same: look for it, and do not send it again. */
function identified(order: Order): Order & { id: number } {
  if (!Number.isInteger(order.id) || !order.id) throw new Error(`an answer without an id: ${JSON.stringify(order)}`);
  return order as Order & { id: number };
}

/** Walks a list: page after page, until one is empty. docs/algorithms.md tells what a server may do meanwhile. */
async function count(page: (offset: number) => Promise<unknown[]>): Promise<number> {
  for (let total = 0; ; ) {
    const received = (await page(total)).length;
    if (received === 0) return total;
    total += received;
  }
}
