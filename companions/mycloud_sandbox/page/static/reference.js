// Shows the reference, and spells what is sent from it as the server reads it.
"use strict";

const place = document.getElementById("reference");

/** A value as the parts PHP puts together again: `order_items[0][quantity]`. */
function parts(name, value) {
  if (typeof value !== "object" || value === null || value instanceof Blob) return [[name, value]];
  return Object.entries(value).flatMap(([key, entry]) => parts(`${name}[${key}]`, entry));
}

/** The names of the fields that hold more than one value, in all forms of the spec. */
function arrays(spec) {
  const operations = Object.values(spec.paths).flatMap((item) => Object.values(item));
  const media = operations.map((operation) => operation.requestBody?.content["multipart/form-data"]).filter(Boolean);
  const fields = media.flatMap(({schema}) => Object.entries(schema.properties));
  return new Set(fields.filter(([, field]) => field.type === "array").map(([name]) => name));
}

/** An entry of an array: objects are edited as JSON. */
function entry(value) {
  if (typeof value !== "string" || !value.trim().startsWith("{")) return value;
  return JSON.parse(value);
}

/**
 * The form with its arrays spelled out, and without the fields that were left empty.
 * Swagger UI gives one part for each entry of an array, all of the same name.
 */
function spelled(form, arrayNames) {
  const sent = new FormData();
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).filter((value) => value !== "");
    const spelling = arrayNames.has(name) ? parts(name, values.map(entry)) : values.map((value) => [name, value]);
    for (const [part, content] of spelling) sent.append(part, content);
  }
  return sent;
}

const reference = SwaggerUIBundle({
  url: "/page/openapi.json",
  domNode: place,
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  validatorUrl: null,
  onComplete: () => {
    if (place.dataset.token) reference.preauthorizeApiKey("bearerToken", place.dataset.token);
  },
  requestInterceptor: (request) => {
    if (request.body instanceof FormData) {
      request.body = spelled(request.body, arrays(reference.specSelectors.specJson().toJS()));
    }
    return request;
  },
});
