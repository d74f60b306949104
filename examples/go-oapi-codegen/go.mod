module mycloud-oapi-codegen

go 1.26.0

require (
	github.com/oapi-codegen/runtime v1.9.0
	mycloud-example v0.0.0
)

require (
	github.com/apapsch/go-jsonmerge/v2 v2.0.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
)

replace mycloud-example => ../go
