// The same with the client that hey-api generates: node build/hey-api.js
import { createClient } from "./generated/hey-api/documented/client/index.js";
import * as documented from "./generated/hey-api/documented/sdk.gen.js";
import * as enveloped from "./generated/hey-api/enveloped/sdk.gen.js";
import { answered, baseUrl, enveloped as inTheEnvelope, json, keys, run, type Shop } from "./order.js";
import { phpForm } from "./php-form.js";

const client = createClient({ baseUrl });
/** What makes of a JSON body a form: the client sets the type of the content itself. */
const sent = json ? { client } : { client, bodySerializer: phpForm, headers: { "Content-Type": null } };

const { data, error, response } = await documented.getToken({ body: keys, ...sent });
const { token } = answered(data, error, response);
client.setConfig({ auth: token });

const documentedShop: Shop = {
  async customers(offset, count) {
    const { data, error, response } = await documented.listCustomers({ client, query: { offset, count } });
    return answered(data, error, response).customers ?? [];
  },
  async orders(offset, count) {
    const { data, error, response } = await documented.listOrders({ client, query: { offset, count } });
    return answered(data, error, response).orders ?? [];
  },
  async place(body) {
    const { data, error, response } = await documented.createOrder({ body, ...sent });
    const { order } = answered(data, error, response);
    return { ...order, items: order?.order_items?.length ?? 0 };
  },
  async order(id) {
    const { data, error, response } = await documented.getOrder({ client, path: { id } });
    const { order } = answered(data, error, response);
    return { ...order, items: order?.order_items?.length ?? 0 };
  },
};

const envelopedShop: Shop = {
  async customers(offset, count) {
    const { data, error, response } = await enveloped.listCustomers({ client, query: { offset, count } });
    return answered(data, error, response).data ?? [];
  },
  async orders(offset, count) {
    const { data, error, response } = await enveloped.listOrders({ client, query: { offset, count } });
    return answered(data, error, response).data ?? [];
  },
  async place(body) {
    const { data, error, response } = await enveloped.createOrder({ body, ...sent });
    const { data: order } = answered(data, error, response);
    return { ...order?.attributes, items: order?.order_items?.length ?? 0 };
  },
  async order(id) {
    const { data, error, response } = await enveloped.getOrder({ client, path: { id } });
    const { data: order } = answered(data, error, response);
    return { ...order?.attributes, items: order?.order_items?.length ?? 0 };
  },
};

await run(inTheEnvelope ? envelopedShop : documentedShop);
