// Reads customers and orders, then places one order: items named in all three ways, and one file.
//
//     MYCLOUD_BASE_URL=... MYCLOUD_API_KEY=... MYCLOUD_SECRET_KEY=... npm start
import createClient from "openapi-fetch";
import type { paths } from "./generated/mycloud.js";
import { phpForm } from "./php-form.js";

const { MYCLOUD_BASE_URL: baseUrl, MYCLOUD_API_KEY: apikey = "", MYCLOUD_SECRET_KEY: secretkey = "" } = process.env;

const client = createClient<paths>({ baseUrl, bodySerializer: phpForm });

const { token } = answered(await client.POST("/gettoken", { body: { apikey, secretkey } }));
client.use({
  onRequest({ request }) {
    request.headers.set("Authorization", `Bearer ${token}`);
  },
});

let customers = 0;
for await (const _ of walk(async (query) => answered(await client.GET("/customers", { params: { query } })).customers)) {
  customers += 1;
}
let orders = 0;
for await (const _ of walk(async (query) => answered(await client.GET("/orders", { params: { query } })).orders)) {
  orders += 1;
}
console.log(`customers ${customers}, orders ${orders}`);

const label = new File(["%PDF-1.4\n% a shipping label would be here\n"], "label.pdf", { type: "application/pdf" });
const { order } = answered(
  await client.POST("/orders", {
    params: { header: { "MyCloud-Request-Id": crypto.randomUUID() } },
    body: {
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
      attach_name: ["LABEL"],
      attach_file: [label],
    },
  }),
);
console.log(`placed ${order?.mc_number}, id ${order?.id}`);

/** What an answer holds. A refusal may come with status 200, so the status alone does not tell. */
function answered<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): T {
  const refused = data && (data as { success?: unknown }).success === false;
  if (!data || refused) throw new Error(`${response.status} ${response.url}: ${JSON.stringify(error ?? data)}`);
  return data;
}

/** Every entry of a list: page after page, until one is empty. */
async function* walk<T>(fetchPage: (query: { offset: number; count: number }) => Promise<T[] | null>) {
  for (let offset = 0; ; ) {
    const page = (await fetchPage({ offset, count: 20 })) ?? [];
    if (page.length === 0) return;
    yield* page;
    offset += page.length;
  }
}
