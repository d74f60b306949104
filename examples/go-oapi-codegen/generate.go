package main

// The specs are those of dist/openapi, which `make spec` writes.

//go:generate mkdir -p documented enveloped
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -generate types,client -package documented -o documented/client.go ../../dist/openapi/mycloud.json-bodies.yaml
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -generate types,client -package enveloped -o enveloped/client.go ../../dist/openapi/mycloud.enveloped.json-bodies.yaml
