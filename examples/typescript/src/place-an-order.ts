// Reads customers and orders, then places one order with openapi-fetch, in the shape that MYCLOUD_SHAPE names.
//
//     MYCLOUD_BASE_URL=... MYCLOUD_API_KEY=... MYCLOUD_SECRET_KEY=... npm start
import createClient, { type Client, type Middleware } from "openapi-fetch";
import type { paths as Documented } from "./generated/documented.js";
import type { paths as Enveloped } from "./generated/enveloped.js";
import { answered, baseUrl, enveloped, json, keys, run, type Shop } from "./order.js";
import { phpForm } from "./php-form.js";

const options = json ? { baseUrl } : { baseUrl, bodySerializer: phpForm };

function inTheDocumentedShape(client: Client<Documented>): Shop {
  const read = (order: NonNullable<Documented["/orders"]["post"]["responses"][200]["content"]["application/json"]["order"]> | null) => ({
    ...order,
    items: order?.order_items?.length ?? 0,
  });
  return {
    async customers(offset, count) {
      const { data, error, response } = await client.GET("/customers", { params: { query: { offset, count } } });
      return answered(data, error, response).customers ?? [];
    },
    async orders(offset, count) {
      const { data, error, response } = await client.GET("/orders", { params: { query: { offset, count } } });
      return answered(data, error, response).orders ?? [];
    },
    async place(body) {
      const { data, error, response } = await client.POST("/orders", { body, params: { header: named() } });
      return read(answered(data, error, response).order);
    },
    async order(id) {
      const { data, error, response } = await client.GET("/orders/{id}", { params: { path: { id } } });
      return read(answered(data, error, response).order);
    },
  };
}

function inTheEnvelope(client: Client<Enveloped>): Shop {
  const read = (data: Enveloped["/orders"]["post"]["responses"][200]["content"]["application/json"]["data"]) => ({
    ...data?.attributes,
    items: data?.order_items?.length ?? 0,
  });
  return {
    async customers(offset, count) {
      const { data, error, response } = await client.GET("/customers", { params: { query: { offset, count } } });
      return answered(data, error, response).data ?? [];
    },
    async orders(offset, count) {
      const { data, error, response } = await client.GET("/orders", { params: { query: { offset, count } } });
      return answered(data, error, response).data ?? [];
    },
    async place(body) {
      const { data, error, response } = await client.POST("/orders", { body, params: { header: named() } });
      return read(answered(data, error, response).data);
    },
    async order(id) {
      const { data, error, response } = await client.GET("/orders/{id}", { params: { path: { id } } });
      return read(answered(data, error, response).data);
    },
  };
}

function named() {
  return { "MyCloud-Request-Id": crypto.randomUUID() };
}

const { data, error, response } = await createClient<Documented>(options).POST("/gettoken", { body: keys });
const { token } = answered(data, error, response);
const authorized: Middleware = {
  onRequest({ request }) {
    request.headers.set("Authorization", `Bearer ${token}`);
  },
};

function withToken<T extends {}>(client: Client<T>): Client<T> {
  client.use(authorized);
  return client;
}

await run(
  enveloped
    ? inTheEnvelope(withToken(createClient<Enveloped>(options)))
    : inTheDocumentedShape(withToken(createClient<Documented>(options))),
);
