// An order by openapi-fetch, over the types of openapi-typescript: URL PART LABEL
import createClient from "openapi-fetch";
import type { paths } from "./mycloud.js";

const [url, part, label = ""] = process.argv.slice(2);
const rest = {
  name: "คุณ พวริด",
  urgent: 0,
  total_price: 1234567.25,
  delivery_date: "2026-04-03",
  attach_name: ["LABEL"],
  attach_file: [label], // the types call a file a string
};
const client = createClient<paths>({ baseUrl: url, headers: { Authorization: "Bearer a.ready.token" } });
await client.POST("/orders", {
  body: {
    delivery_mode_id: 343,
    order_items: [
      { product_id: 164162, quantity: 2, price: 199.0 },
      { product_sku: "MAI002", quantity: 1, price: 50 },
      { shop_sku: "UPC_230458300", quantity: 1, price: 49.5 },
    ],
    ...(part === "rest" ? rest : {}),
  },
});
