// An order by the typescript-fetch client of openapi-generator: URL PART LABEL
import { readFile } from "node:fs/promises";
import { Configuration, OrdersApi } from "./client/index";

async function main([url, part, label = ""]: string[]): Promise<void> {
  const rest = {
    name: "คุณ พวริด",
    urgent: 0,
    totalPrice: 1234567.25,
    deliveryDate: new Date("2026-04-03"),
    attachName: ["LABEL"],
    attachFile: [new File([await readFile(label)], "label.pdf", { type: "application/pdf" })],
  };
  const orders = new OrdersApi(new Configuration({ basePath: url, accessToken: "a.ready.token" }));
  await orders.createOrder({
    deliveryModeId: 343,
    orderItems: [
      { productId: 164162, quantity: 2, price: 199.0 },
      { productSku: "MAI002", quantity: 1, price: 50 },
      { shopSku: "UPC_230458300", quantity: 1, price: 49.5 },
    ],
    ...(part === "rest" ? rest : {}),
  });
}

void main(process.argv.slice(2));
