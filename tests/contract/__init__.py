"""schemathesis, over every operation of the spec, against a running sandbox."""
