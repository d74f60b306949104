"""A client of pyright's language server, with the few requests of an editor that tests need."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = Any
"""What the protocol sends."""


class LanguageServer:
    """One server with one document."""

    def __init__(self, process: subprocess.Popen[bytes], document: str) -> None:
        self._process = process
        self._document = document
        self._id = 0

    def at_end_of(self, method: str, text: str) -> Json:
        """What a request such as `textDocument/hover` gives at the end of a text."""
        self.notify(
            "textDocument/didOpen",
            {
                "textDocument": {
                    "uri": self._document,
                    "languageId": "python",
                    "version": self._id,
                    "text": text,
                }
            },
        )
        lines = text.split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        return self.request(
            method, {"textDocument": {"uri": self._document}, "position": position}
        )

    def request(self, method: str, params: Json) -> Json:
        """Send a request and give its result; what the server asks meanwhile gets no answer."""
        self._id += 1
        self._send({"id": self._id, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self._id and "method" not in message:
                return message.get("result")
            if "id" in message:
                self._send({"id": message["id"], "result": self._settings(message)})

    def notify(self, method: str, params: Json) -> None:
        """Tell something that has no answer."""
        self._send({"method": method, "params": params})

    def _settings(self, message: Json) -> Json:
        items = message.get("params", {}).get("items")
        return None if items is None else [{} for _ in items]

    def _send(self, message: Json) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> Json:
        assert self._process.stdout is not None
        length = 0
        while (line := self._process.stdout.readline().strip()) or not length:
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return json.loads(self._process.stdout.read(length))


@contextmanager
def language_server(program: Path, root: Path) -> Iterator[LanguageServer]:
    """pyright's language server for a folder, stopped afterwards."""
    process = subprocess.Popen(
        [program, "--stdio"],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    server = LanguageServer(process, (root / "unsaved.py").as_uri())
    try:
        folders = [{"uri": root.as_uri(), "name": "root"}]
        server.request(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "workspaceFolders": folders,
                "capabilities": {
                    "textDocument": {"hover": {"contentFormat": ["plaintext"]}}
                },
            },
        )
        server.notify("initialized", {})
        yield server
    finally:
        process.kill()
        process.communicate()
