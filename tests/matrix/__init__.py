"""Every habit of the sandbox and every fault of `tests/faults`, against every call that matters.

`make matrix` runs it all and writes `result.json` and the table of `docs/guarantees.md`; the suite
runs a sample of it by seed. What really happened is read from the server's own store, never from
the client.
"""
