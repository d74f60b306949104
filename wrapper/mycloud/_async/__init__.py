"""The clients, written once as `async def`. `make generate` makes `_sync/` from this folder."""
