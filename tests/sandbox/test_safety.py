"""A sandbox that others can reach gives nothing away and cannot be kept busy."""

from __future__ import annotations

import base64
import copy
import json
from typing import Any, ClassVar

import jwt
import pytest
from mycloud_sandbox import admin
from mycloud_sandbox.admin import KEY_HEADER
from mycloud_sandbox.hosts import hosts_of
from mycloud_sandbox.tokens import DEFAULT_SECRET

from .hostile import SHAPES
from .visiting import ADMIN, KEYS, ORDER, Visitor

OWN_KEYS = {"api_key": "a-key-of-our-own", "secret_key": "a-secret-of-our-own"}


class TestUploads:
    """What a client uploaded is never a page of the sandbox."""

    @pytest.mark.parametrize(
        ("filename", "content_type"),
        [
            ("x.html", "text/html"),
            ("x.svg", "image/svg+xml"),
            ("x.xhtml", "application/xhtml+xml"),
            ("x.xml", "text/xml"),
            ("x.js", "text/javascript"),
            ("x.css", "text/css"),
            ("x", "TEXT/HTML; charset=utf-8"),
            ("x.png", "text/html,image/png"),
            ("x", ""),
        ],
    )
    def test_a_file_that_a_browser_could_run_is_a_download_of_no_type(
        self, visitor: Visitor, filename: str, content_type: str
    ) -> None:
        answer = self._fetched(
            visitor, (filename, b"<script>alert(1)</script>", content_type)
        )

        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment; ")
        assert answer.headers["x-content-type-options"] == "nosniff"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy.split("; ")

    def test_a_picture_keeps_its_type_and_every_file_its_name(
        self, visitor: Visitor
    ) -> None:
        answer = self._fetched(visitor, ('ใบ"\r\n;x.png', b"\x89PNG", "image/png"))

        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["content-disposition"].isascii()
        assert answer.content == b"\x89PNG"

    def test_a_photo_of_a_product_is_a_download_as_well(self, visitor: Visitor) -> None:
        form = {
            "name": "x",
            "description": "x",
            "price": 1,
            "photo": ("x", b"<b>", "text/html"),
        }
        product = visitor.post("/products", form=form).json()["product"]

        answer = visitor.get(product["photo_url"])
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")

    def _fetched(self, visitor: Visitor, file: tuple[str, bytes, str]) -> Any:
        order = visitor.order(attach_name=["LABEL"], attach_file=[file])
        return visitor.get(order["attachments"][0]["url"])


class TestHosts:
    """A page that gave its own name this machine's address is not served."""

    @pytest.mark.parametrize(
        ("bound_to", "host", "is_served"),
        [
            ("127.0.0.1", "127.0.0.1:8000", True),
            ("127.0.0.1", "localhost:8000", True),
            ("127.0.0.1", "LOCALHOST", True),
            ("127.0.0.1", "localhost.", True),
            ("127.0.0.1", "api.localhost:1", True),
            ("127.0.0.1", "[::1]:8000", True),
            ("127.0.0.1", "evil.example", False),
            ("127.0.0.1", "127.0.0.1.evil.example", False),
            ("127.0.0.1", "localhost.evil.example", False),
            ("127.0.0.1", "evil.example:127.0.0.1", False),
            ("127.0.0.1", "127.0.0.1@evil.example", False),
            ("127.0.0.1", "127.0.0.1:80@evil.example", False),
            ("127.0.0.1", "192.168.0.2", False),
            ("127.0.0.1", "[::1].evil.example", False),
            ("127.0.0.1", "[::1", False),
            ("127.0.0.1", "", False),
            ("127.0.0.1", "0", False),
            ("localhost", "localhost:8000", True),
            ("localhost", "evil.example", False),
            ("192.168.0.2", "192.168.0.2:8000", True),
            ("192.168.0.2", "192.168.0.3:8000", False),
            ("0.0.0.0", "192.168.0.3:8000", True),
            ("::", "[fe80::1]:8000", True),
            ("0.0.0.0", "evil.example", False),
            ("0.0.0.0", "sandbox.test:8000", True),
        ],
    )
    def test_the_host_is_checked_against_what_is_served(
        self, bound_to: str, host: str, is_served: bool
    ) -> None:
        visitor = Visitor({"hosts": hosts_of(bound_to, ["sandbox.test"])})

        for path in (
            "http://sandbox/",
            "/shops",
            f"{ADMIN}/snapshot",
            "http://sandbox/nowhere",
        ):
            answer = visitor.get(path, headers={"Host": host})
            assert (answer.status_code != 421) is is_served

    def test_the_refusal_says_what_to_do(self) -> None:
        visitor = Visitor({"hosts": hosts_of("127.0.0.1")})

        answer = visitor.post(f"{ADMIN}/reset", headers={"Host": "evil.example"})
        assert "'evil.example'" in answer.json()["message"]
        assert "--allow-host" in answer.json()["message"]

    def test_two_hosts_are_no_host(self) -> None:
        visitor = Visitor({"hosts": hosts_of("127.0.0.1")})
        headers = [("Host", "127.0.0.1"), ("Host", "127.0.0.1")]

        assert visitor.get("http://sandbox/", headers=dict(headers)).status_code == 200
        scope_headers = [(b"host", b"127.0.0.1"), (b"host", b"evil.example")]
        assert _status_of(visitor, scope_headers) == 421
        assert _status_of(visitor, []) == 421

    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_health_is_told_under_any_name(self, path: str) -> None:
        visitor = Visitor({"hosts": hosts_of("127.0.0.1")})

        answer = visitor.get(f"http://sandbox{path}", headers={"Host": "pod-7.cluster"})
        assert answer.status_code == 200


def _status_of(visitor: Visitor, headers: list[tuple[bytes, bytes]]) -> int:
    """The status of a request with exactly these headers."""
    import anyio

    sent: list[Any] = []

    async def ask() -> None:
        scope = {
            **{
                "type": "http",
                "method": "GET",
                "path": "/",
                "raw_path": b"/",
                "root_path": "",
            },
            **{"query_string": b"", "headers": headers, "scheme": "http", "state": {}},
            **{
                "client": ("127.0.0.1", 1),
                "server": ("127.0.0.1", 80),
                "http_version": "1.1",
            },
        }

        async def send(message: Any) -> None:
            sent.append(message)

        await visitor.app(scope, None, send)  # type: ignore[arg-type]

    anyio.run(ask)
    status: int = sent[0]["status"]
    return status


class TestKeys:
    """No secret has a published default once keys are given."""

    def test_a_token_signed_with_the_published_secret_is_refused(self) -> None:
        visitor = Visitor(OWN_KEYS)
        now = int(visitor.clock().timestamp())
        visitor.token = jwt.encode(
            {"iat": now, "exp": now + 999}, DEFAULT_SECRET, "HS256"
        )

        assert visitor.get("/shops").status_code == 401
        sent = {"apikey": OWN_KEYS["api_key"], "secretkey": OWN_KEYS["secret_key"]}
        visitor.token = visitor.post("/gettoken", data=sent).json()["token"]
        assert visitor.get("/shops").status_code == 200

    @pytest.mark.parametrize("algorithm", ["none", "HS384"])
    def test_a_token_of_another_algorithm_is_refused(self, algorithm: str) -> None:
        visitor = Visitor({**OWN_KEYS, "jwt_secret": "x" * 64})
        now = int(visitor.clock().timestamp())
        key = None if algorithm == "none" else "x" * 64
        visitor.token = jwt.encode({"iat": now, "exp": now + 999}, key, algorithm)  # type: ignore[arg-type]

        assert visitor.get("/shops").status_code == 401

    def test_two_sandboxes_with_the_same_keys_do_not_know_each_other_s_tokens(
        self,
    ) -> None:
        sent = {"apikey": OWN_KEYS["api_key"], "secretkey": OWN_KEYS["secret_key"]}
        first, second = Visitor(OWN_KEYS), Visitor(OWN_KEYS)
        second.token = first.post("/gettoken", data=sent).json()["token"]

        assert second.get("/shops").status_code == 401

    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            ({"api_key": "mine"}, "go together"),
            ({"secret_key": "mine"}, "go together"),
            ({"api_key": "", "secret_key": "mine"}, "go together"),
            ({**OWN_KEYS, "jwt_secret": DEFAULT_SECRET}, "the published one"),
            ({**OWN_KEYS, "jwt_secret": ""}, "at least 32 bytes"),
            ({"jwt_secret": ""}, "at least 32 bytes"),
        ],
    )
    def test_a_published_secret_beside_own_keys_is_refused(
        self, settings: dict[str, str], message: str
    ) -> None:
        with pytest.raises(ValueError, match=message):
            Visitor(settings)


class TestAdminKey:
    """Where others can reach the sandbox, the admin calls ask for their own key."""

    SETTINGS: ClassVar[dict[str, Any]] = {
        "admin_key": "open-sesame",
        "admin_from_anywhere": True,
    }
    CALLS = (
        ("POST", "/admin/reset"),
        ("POST", "/admin/seed"),
        ("GET", "/admin/snapshot"),
        ("PUT", "/admin/snapshot"),
        ("GET", "/admin/requests"),
        ("DELETE", "/admin/requests"),
        ("GET", "/admin/faults"),
        ("POST", "/admin/faults"),
        ("DELETE", "/admin/faults/1"),
        ("GET", "/admin/habits"),
        ("PUT", "/admin/habits"),
        ("DELETE", "/admin/habits"),
        ("POST", "/admin/orders/1984/move"),
        ("GET", "/admin/notifications"),
        ("GET", "/orders"),
        ("GET", "/products"),
        ("GET", "/customers"),
    )

    @pytest.mark.parametrize(("method", "path"), CALLS)
    @pytest.mark.parametrize("sent", [None, "", "wrong", "open-sesame2", "กุญแจ"])
    def test_without_it_none_is_answered(
        self, method: str, path: str, sent: str | None
    ) -> None:
        visitor = Visitor(self.SETTINGS, address="10.0.0.1").log_in()
        headers = {} if sent is None else {KEY_HEADER: sent.encode()}

        answer = visitor.request(method, f"http://sandbox{path}", headers=headers)
        assert answer.status_code == 401
        assert KEY_HEADER in answer.json()["message"]

    @pytest.mark.parametrize(
        "headers",
        [
            {KEY_HEADER: "open-sesame"},
            {"Authorization": "Basic " + base64.b64encode(b"any:open-sesame").decode()},
        ],
    )
    def test_with_it_they_are(self, headers: dict[str, str]) -> None:
        visitor = Visitor(self.SETTINGS, address="10.0.0.1")

        for path in ("/admin/habits", "/orders", "/admin/snapshot"):
            assert (
                visitor.get(f"http://sandbox{path}", headers=headers).status_code == 200
            )

    @pytest.mark.parametrize("credentials", ["", "%%%", "b3Blbi1zZXNhbWU=", "/w=="])
    def test_broken_credentials_are_no_key(self, credentials: str) -> None:
        visitor = Visitor(self.SETTINGS)

        answer = visitor.get(
            f"{ADMIN}/habits", headers={"Authorization": f"Basic {credentials}"}
        )
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic ")

    def test_a_token_of_the_api_is_no_key(self) -> None:
        visitor = Visitor(self.SETTINGS).log_in()

        assert visitor.get(f"{ADMIN}/snapshot").status_code == 401

    def test_the_page_has_no_token_for_who_has_no_key(self) -> None:
        visitor = Visitor(self.SETTINGS)

        assert 'data-token=""' in visitor.get("http://sandbox/").text
        page = visitor.get("http://sandbox/", headers={KEY_HEADER: "open-sesame"}).text
        assert 'data-token="ey' in page

    def test_a_page_of_another_site_is_not_answered_with_it_either(self) -> None:
        visitor = Visitor(self.SETTINGS)
        headers = {KEY_HEADER: "open-sesame", "Origin": "http://evil.example"}

        assert visitor.post(f"{ADMIN}/reset", headers=headers).status_code == 403


class TestLimits:
    """A body is read in time that grows with it, and no further than PHP would read."""

    @pytest.mark.parametrize("shape", SHAPES)
    def test_no_shape_of_four_megabytes_takes_minutes(
        self, visitor: Visitor, shape: str
    ) -> None:
        """What took the square of its size would take more than ten minutes."""
        body = SHAPES[shape](4_000_000)
        visitor.token = None

        answer = visitor.post(
            "/gettoken",
            content=body.content,
            headers={"Content-Type": body.content_type},
        )
        assert answer.status_code in (400, 401, 413, 422)

    @pytest.mark.parametrize(
        ("depth", "status"), [(64, 422), (65, 413), (100_000, 413)]
    )
    def test_json_is_nested_no_deeper_than_a_form(
        self, visitor: Visitor, depth: int, status: int
    ) -> None:
        content = b'{"a":' + b"[" * depth + b"]" * depth + b"}"

        answer = visitor.post(
            "/orders", content=content, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == status

    def test_a_megabyte_of_json_is_the_most(self, visitor: Visitor) -> None:
        answer = visitor.post("/orders", json={"note": "x" * 1024 * 1024})

        assert answer.status_code == 413
        assert "send files by a form" in answer.json()["message"]

    def test_headers_of_a_part_are_64_kilobytes_at_most(self, visitor: Visitor) -> None:
        body = SHAPES["a header that goes on for lines"](65_000)
        assert self._status(visitor, body) == 422
        body = SHAPES["a header that goes on for lines"](66_000)
        assert self._status(visitor, body) == 413

    def _status(self, visitor: Visitor, body: Any) -> int:
        return visitor.post(
            "/orders", content=body.content, headers={"Content-Type": body.content_type}
        ).status_code

    def test_an_order_has_a_thousand_items_at_most_also_by_json(
        self, visitor: Visitor
    ) -> None:
        item = {"product_id": 164162, "quantity": 1, "price": 1}

        fits = visitor.post("/orders", json={**ORDER, "order_items": [item] * 1000})
        assert len(fits.json()["order"]["order_items"]) == 1000
        answer = visitor.post("/orders", json={**ORDER, "order_items": [item] * 1001})
        assert answer.json()["message"].startswith("An order takes at most 1000 items")

    @pytest.mark.parametrize("call", ["seed", "faults", "orders/1984/move"])
    def test_an_admin_call_has_a_megabyte_at_most(
        self, visitor: Visitor, call: str
    ) -> None:
        answer = visitor.post(f"{ADMIN}/{call}", content=b" " * (1024 * 1024 + 1))

        assert answer.status_code == 413

    def test_a_snapshot_has_a_limit_too(
        self, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(admin, "LARGEST_SNAPSHOT", 1000)

        assert (
            visitor.request("PUT", f"{ADMIN}/snapshot", content=b" " * 1001).status_code
            == 413
        )


def _damaged(damage: str, snapshot: dict[str, Any]) -> dict[str, Any]:
    """A snapshot with one thing wrong."""
    tables = snapshot["tables"]
    order, item, product = (
        tables[name][0] for name in ("Order", "OrderItem", "Product")
    )
    changes: dict[str, Any] = {
        "no tables": tables.clear,
        "a table missing": lambda: tables.pop("OrderItem"),
        "a table too many": lambda: tables.update(Extra=[]),
        "no list of rows": lambda: tables.update(Order={}),
        "rows that are null": lambda: tables.update(Order=None),
        "a row that is no object": lambda: tables["Order"].append(7),
        "a column too many": lambda: order.update(extra=1),
        "a text as a price": lambda: item.update(price="9 baht"),
        "a list as a price": lambda: item.update(price=[1]),
        "truth as a price": lambda: item.update(price=True),
        "no price": lambda: item.update(price=None),
        "no price at all": lambda: item.pop("price"),
        "a price of a product that is text": lambda: product.update(price="9"),
        "an amount beyond all numbers": lambda: order.update(total_price=float("inf")),
        "an amount that is no number": lambda: order.update(total_price=float("nan")),
        "a key beyond the column": lambda: order.update(id=2**63),
        "a key as text": lambda: order.update(id="1"),
        "a key that is a fraction": lambda: order.update(id=1.5),
        "no key": lambda: order.update(id=None),
        "the same key twice": lambda: tables["Order"].append(dict(order)),
        "a switch that is a number": lambda: order.update(urgent=7),
        "a date that is no day": lambda: order.update(create_date="yesterday"),
        "a number as a name": lambda: order.update(name=7),
        "half a character": lambda: order.update(name="\ud800"),
        "a list that is no list": lambda: product.update(client_references="{}"),
        "a list that is no JSON": lambda: product.update(client_references="["),
        "a list of numbers": lambda: product.update(client_references="[1]"),
        "no status": lambda: order.update(status=None),
        "an item of no order": lambda: item.update(order_id=999_999),
        "an item of no product": lambda: item.update(product_id=999_999),
        "a file that is not Base64": lambda: tables["file"].append(_file("*")),
        "a file without content": lambda: tables["file"].append(_file(None)),
        "an attachment without its file": lambda: tables["Attachment"].append(
            {
                "id": 1,
                "order_id": order["id"],
                "name": "LABEL",
                "file": "x",
                "deleted": False,
            }
        ),
        "a series without a number": lambda: tables["series"].append(
            {"name": "x", "last": None}
        ),
        "another format": lambda: snapshot.update(format=2),
        "no format": lambda: snapshot.pop("format"),
    }
    if damage == "?":
        return {name: True for name in changes}
    changes[damage]()
    return snapshot


def _file(content: str | None) -> dict[str, Any]:
    about = {"key": "k", "filename": "f", "content_type": "x/y"}
    return {**about, "content": content and {"base64": content}}


DAMAGES = list(
    _damaged(
        "?", {"tables": {name: [{}] for name in ("Order", "OrderItem", "Product")}}
    )
)


@pytest.mark.usefixtures("both_databases")
class TestSnapshots:
    """A snapshot is looked through before anything is touched."""

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_one_that_is_damaged_is_refused_and_changes_nothing(
        self, damage: str
    ) -> None:
        visitor = Visitor({"orders": 3}).log_in()
        before = visitor.get(f"{ADMIN}/snapshot").json()
        content = json.dumps(_damaged(damage, copy.deepcopy(before)))

        answer = visitor.request("PUT", f"{ADMIN}/snapshot", content=content)

        assert answer.status_code == 422, answer.text
        assert visitor.get(f"{ADMIN}/snapshot").json() == before
        assert visitor.get("/orders").status_code == 200

    def test_one_without_fields_that_came_later_is_taken(self) -> None:
        visitor = Visitor({"orders": 3}).log_in()
        snapshot = visitor.get(f"{ADMIN}/snapshot").json()
        for row in snapshot["tables"]["Order"]:
            for name in ("stored_at", "changed_at", "moved_at", "bitly_url"):
                row.pop(name)

        answer = visitor.request("PUT", f"{ADMIN}/snapshot", json=snapshot)
        assert answer.status_code == 200
        assert len(visitor.get("/orders").json()["orders"]) == 3

    def test_one_goes_from_either_database_to_the_other(self) -> None:
        visitor, other = (
            Visitor().log_in(),
            Visitor({"database": None, "orders": 1}).log_in(),
        )
        visitor.order(
            attach_name=["LABEL"], attach_file=[("f", b"\xff\x00", "x/y")], urgent=1
        )
        snapshot = visitor.get(f"{ADMIN}/snapshot").content

        assert (
            other.request("PUT", f"{ADMIN}/snapshot", content=snapshot).status_code
            == 200
        )
        back = other.get(f"{ADMIN}/snapshot").content
        assert (
            visitor.request("PUT", f"{ADMIN}/snapshot", content=back).status_code == 200
        )
        assert (
            visitor.get("/orders?count=99").json()
            == other.get("/orders?count=99").json()
        )


class TestCors:
    """Pages of other origins may call the API if the sandbox allows it, and nothing else."""

    PREFLIGHT: ClassVar[dict[str, str]] = {
        "Origin": "http://localhost:5173",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,mycloud-request-id",
    }

    def test_it_is_off_unless_it_is_asked_for(self, visitor: Visitor) -> None:
        answer = visitor.request("OPTIONS", "/orders", headers=self.PREFLIGHT)

        assert answer.status_code == 405
        assert "access-control-allow-origin" not in answer.headers

    @pytest.mark.parametrize("origin", ["http://localhost:5173", "*"])
    def test_an_origin_that_was_named_may_call_the_api(self, origin: str) -> None:
        visitor = Visitor({"cors": [origin]}).log_in()

        preflight = visitor.request("OPTIONS", "/orders", headers=self.PREFLIGHT)
        assert preflight.status_code == 200
        assert preflight.headers["access-control-allow-origin"] == origin
        assert (
            "authorization" in preflight.headers["access-control-allow-headers"].lower()
        )
        answer = visitor.get("/orders", headers={"Origin": "http://localhost:5173"})
        assert answer.headers["access-control-allow-origin"] == origin
        refused = visitor.get(
            "/orders/999999", headers={"Origin": "http://localhost:5173"}
        )
        assert refused.headers["access-control-allow-origin"] == origin

    def test_another_origin_may_not(self) -> None:
        visitor = Visitor({"cors": ["http://localhost:5173"]})

        answer = visitor.get("/orders", headers={"Origin": "http://evil.example"})
        assert "access-control-allow-origin" not in answer.headers

    @pytest.mark.parametrize(
        "path", ["/admin/snapshot", "/", "/orders", "/openapi.yaml"]
    )
    def test_the_admin_calls_and_the_page_stay_closed(self, path: str) -> None:
        visitor = Visitor({"cors": ["*"]})

        answer = visitor.get(
            f"http://sandbox{path}", headers={"Origin": "http://evil.example"}
        )
        assert "access-control-allow-origin" not in answer.headers

    @pytest.mark.parametrize(
        "origin", ["localhost:5173", "http://x/", "http://a b", "", "file:"]
    )
    def test_what_is_no_origin_is_refused(self, origin: str) -> None:
        with pytest.raises(ValueError, match="cors needs an origin such as"):
            Visitor({"cors": [origin]})


def test_the_keys_of_the_documentation_work_as_long_as_no_others_are_given() -> None:
    assert Visitor().post("/gettoken", data=KEYS).status_code == 200
