"""A write ends with its outcome, in the exit code and in one line on stderr, whatever happens to
its output.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import pty
import re
import signal
import socket
import struct
import subprocess
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from mycloud import (
    ConnectError,
    DecodeError,
    MyCloudError,
    Request,
    TransportError,
    UnknownOutcomeError,
)
from mycloud_cli.dry_run import NotSent, planning
from mycloud_cli.exits import MEANINGS, ExitCode
from mycloud_cli.outcome import Verdict, Write

from ..serving import client_of, serving
from .running import MYCLOUD, Mycloud, environment
from .servers import closed_port

PATIENCE = 20.0
NUMBER = "OUT-1"
ORDER = [
    "--delivery-mode-id=343",
    "--item=product_sku=MAI002,quantity=1,price=50",
    "--name=คุณ พวริด 😀",
]
CREATE = ["orders", "create", f"--order-number={NUMBER}", *ORDER]
pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A sandbox of this test alone."""
    with serving("documented") as url:
        monkeypatch.setenv("MYCLOUD_BASE_URL", url)
        yield url


def with_signals() -> None:
    """A parent that ignores SIGINT leaves that to its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(arguments: list[str], **how: Any) -> subprocess.Popen[Any]:
    settings: dict[str, Any] = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "env": environment(),
        "preexec_fn": with_signals,
        **how,
    }
    return subprocess.Popen([*MYCLOUD, *arguments], **settings)


def ended(arguments: list[str], **how: Any) -> tuple[int, str]:
    """The exit code, and what stood on stderr."""
    with started(arguments, **how) as process:
        _, err = process.communicate(timeout=PATIENCE)
    return process.returncode, (err or b"").decode()


def in_a_shell(arguments: list[str], redirection: str, **more: str) -> tuple[int, str]:
    command = ["sh", "-c", f'"$@" {redirection}', "sh", *MYCLOUD, *arguments]
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        env=environment(**more),
        timeout=PATIENCE,
    )
    return done.returncode, done.stderr.decode()


REDIRECTIONS = [">&-", ">/dev/full", "| true", "<&- >&-", ">/dev/null"]


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["table", "json"])
@pytest.mark.parametrize("redirection", REDIRECTIONS)
def test_an_order_is_placed_whatever_stdout_takes(
    own: str, redirection: str, form: list[str]
) -> None:
    pipe = "set -o pipefail; " if "|" in redirection else ""
    command = [
        "bash",
        "-c",
        f'{pipe}"$@" {redirection}',
        "sh",
        *MYCLOUD,
        *CREATE,
        *form,
    ]
    done = subprocess.run(
        command, check=False, capture_output=True, env=environment(), timeout=PATIENCE
    )

    err = done.stderr.decode()
    assert done.returncode == ExitCode.DONE, err
    assert re.match(
        rf"mycloud: placed: order '{NUMBER}' \(id \d+, MC number \w+\)", err
    )
    assert err.count("\n") == 1
    assert count_of(own) == 1


def count_of(url: str) -> int:
    """How many orders there are with the number of these tests."""
    with client_of(url) as client:
        return [order.order_number for order in client.orders.list()].count(NUMBER)


def test_what_could_not_be_printed_is_told_with_the_outcome(own: str) -> None:
    code, err = in_a_shell(CREATE, ">/dev/full")

    assert (code, "could not be printed: [Errno 28]" in err) == (0, True)


@pytest.mark.parametrize(
    "redirection", ["2>&-", "2>/dev/full", ">&- 2>&-", ">/dev/full 2>&1"]
)
def test_without_stderr_the_exit_code_alone_tells(own: str, redirection: str) -> None:
    assert in_a_shell([*CREATE, "--json"], redirection)[0] == ExitCode.DONE
    assert (
        in_a_shell(["orders", "delete", "7", "--yes"], redirection)[0]
        == ExitCode.NOT_FOUND
    )


def test_with_stderr_closed_nothing_of_it_gets_into_the_output(own: str) -> None:
    command = ["sh", "-c", '"$@" 2>&-', "sh", *MYCLOUD, *CREATE, "--json"]
    done = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, env=environment()
    )

    assert done.stdout.count(b"\n") == 1
    assert done.stdout.startswith(b"{")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp874", "utf-16"])
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["table", "json"])
def test_a_narrow_encoding_changes_no_outcome(
    own: str, encoding: str, form: list[str]
) -> None:
    with started(
        [*CREATE, *form], env=environment(PYTHONIOENCODING=encoding)
    ) as process:
        out, err = process.communicate(timeout=PATIENCE)

    assert process.returncode == ExitCode.DONE
    assert re.match(
        rf"mycloud: placed: order '{NUMBER}' \(id \d+", err.decode(encoding)
    )
    if form:
        assert json.loads(out.decode(encoding))["name"] == "คุณ พวริด 😀"


@pytest.mark.parametrize("columns", [1, 7, 20])
def test_a_narrow_terminal_changes_no_outcome(own: str, columns: int) -> None:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with started(CREATE, stdout=theirs, env=environment(TERM="xterm")) as process:
        os.close(theirs)
        drain = threading.Thread(target=drained, args=(ours,))
        drain.start()
        _, err = process.communicate(timeout=PATIENCE)
        drain.join()
    os.close(ours)

    assert process.returncode == ExitCode.DONE
    assert f"placed: order '{NUMBER}'" in err.decode()


def drained(terminal: int) -> None:
    try:
        while os.read(terminal, 4096):
            pass
    except OSError:
        return


@pytest.mark.parametrize(
    "fault", [ZeroDivisionError(), KeyboardInterrupt(), SystemExit(1), MemoryError()]
)
def test_a_failing_print_changes_no_outcome(
    mycloud: Mycloud, own: str, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr("mycloud_cli.session.show_one", fail)

    done = mycloud(*CREATE)

    assert done.code == ExitCode.DONE
    assert done.err.startswith(f"mycloud: placed: order '{NUMBER}' (id ")
    assert count_of(own) == 1


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (["orders", "update", "1984", "--note=x"], r"updated: order \(id 1984"),
        (["orders", "delete", "1984", "--yes"], r"deleted: order \(id 1984"),
        (["customers", "create", "--name=A"], r"created: customer \(id \d+"),
        (
            ["products", "update", "MAI002", "--price=5"],
            r"updated: product 'MAI002' \(id",
        ),
        (
            ["product-categories", "create", "--name=A"],
            r"created: product category 'A' \(id",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else "-".join(each[:2]),
)
def test_every_write_tells_its_outcome(
    mycloud: Mycloud, own: str, command: list[str], line: str
) -> None:
    done = mycloud(*command)

    assert done.code == 0
    number = r"(order '[^']+'|order)"
    pattern = line.replace("order ", f"{number} ", 1) if ": order " in line else line
    assert re.match(f"mycloud: {pattern}", done.err), done.err


def test_a_refused_order_is_not_placed(mycloud: Mycloud, own: str) -> None:
    done = mycloud(*CREATE, "--delivery-mode-id=9")

    assert done.code == ExitCode.REFUSED
    assert done.err.startswith("mycloud: not placed: ")


def test_an_order_that_finds_no_server_is_not_placed(mycloud: Mycloud) -> None:
    done = mycloud(f"--base-url=http://127.0.0.1:{closed_port()}/api/v1", *CREATE)

    assert done.code == ExitCode.NO_ANSWER
    assert done.err.startswith("mycloud: not placed: ")


def fail(url: str, **rule: object) -> None:
    httpx.post(
        url.replace("/api/v1", "/admin/faults"), json=rule, trust_env=False
    ).raise_for_status()


@pytest.mark.parametrize("redirection", ["", ">&-", "2>&-", ">&- 2>&-"])
def test_a_lost_answer_is_unknown_whatever_stdout_takes(
    own: str, redirection: str
) -> None:
    fail(own, answer="reset", when="after", operation="create_order", times=1)

    code, err = in_a_shell([*CREATE, "--again"], redirection)

    assert code == ExitCode.UNKNOWN_OUTCOME
    if "2>" not in redirection:
        assert re.match(
            rf"mycloud: unknown: order '{NUMBER}' may have been placed \(request id [-\w]+\)",
            err,
        )
        assert err.count("\n") == 1
        assert f"`mycloud orders find {NUMBER}` does" in err


def test_an_update_without_an_answer_is_unknown(mycloud: Mycloud, own: str) -> None:
    fail(own, answer="reset", when="after", operation="update_order")

    done = mycloud("orders", "update", "1984", "--note=x")

    assert done.code == ExitCode.UNKNOWN_OUTCOME
    assert done.err.startswith("mycloud: unknown: order 1984 may have been updated")
    assert "`mycloud orders get 1984` does" in done.err


class Holding:
    """A server that takes requests and answers none but those for tokens.

    Attributes:
        arrived: Set when the request that is meant has come.
    """

    def __init__(self, meant: str) -> None:
        self._meant = meant.encode()
        self.arrived = threading.Event()
        self._kept: list[socket.socket] = []

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serves; gives the base URL."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=self._take, args=(listener,), daemon=True).start()
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1"
            for each in self._kept:
                each.close()
            listener.shutdown(socket.SHUT_RDWR)

    def _take(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                self._kept.append(connection)
                threading.Thread(
                    target=self._answer, args=(connection,), daemon=True
                ).start()

    def _answer(self, connection: socket.socket) -> None:
        received = b""
        with suppress(OSError):
            while piece := connection.recv(65536):
                received += piece
                if self._meant in received.replace(b"/api/v1", b""):
                    self.arrived.set()
                elif b"/gettoken" in received and received.endswith(b"--\r\n"):
                    connection.sendall(TOKEN)
                    received = b""
                elif (
                    b"GET /api/v1/orders?" in received and self._meant != b"GET /orders"
                ):
                    connection.sendall(
                        NO_ORDERS
                    )  # to a client that looks before it creates
                    received = b""


NO_ORDERS = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n"
    b'{"orders": []}'
)
TOKEN = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 34\r\n\r\n"
    b'{"success": true, "token":"a.b.c"}'
)


def signalled(
    meant: str, ending: signal.Signals, arguments: list[str]
) -> tuple[int, str, str]:
    """How a command ends that gets a signal when a request of it has come."""
    holding = Holding(meant)
    with (
        holding.serving() as url,
        started([f"--base-url={url}", *arguments]) as process,
    ):
        assert holding.arrived.wait(PATIENCE)
        process.send_signal(ending)
        out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("extra", [[], ["--reconcile"]], ids=["plain", "reconcile"])
def test_a_signal_during_the_request_leaves_it_unknown(
    ending: signal.Signals, extra: list[str]
) -> None:
    code, out, err = signalled("POST /orders", ending, [*CREATE, *extra])

    assert (code, out) == (ExitCode.UNKNOWN_OUTCOME, "")
    line = rf"^mycloud: unknown: order '{NUMBER}' may have been placed \(request id [-\w]{{36}}\)"
    assert re.search(line, err, re.MULTILINE)
    assert "Traceback" not in err


def test_a_signal_during_a_delete_leaves_it_unknown() -> None:
    delete = ["orders", "delete", "1984", "--yes"]
    code, _, err = signalled("DELETE /orders/1984", signal.SIGINT, delete)

    assert code == ExitCode.UNKNOWN_OUTCOME
    assert "unknown: order 1984 may have been deleted" in err


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_before_the_request_says_that_nothing_was_sent(
    ending: signal.Signals,
) -> None:
    code, _, err = signalled("POST /gettoken", ending, CREATE)

    assert code == ExitCode.INTERRUPTED
    assert err == "mycloud: not placed: interrupted; nothing was sent\n"


def test_a_signal_while_it_connects_says_that_nothing_was_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(socket, "getaddrinfo", interrupt)
    write = Write("order", "placed", NUMBER)
    write.hooks["on_request"](Request(method="POST", url="/orders"))
    with pytest.raises(KeyboardInterrupt) as interrupted:
        socket.create_connection(("127.0.0.1", 1))

    assert write.verdict(interrupted.value) is Verdict.NOT_DONE
    assert write.verdict(KeyboardInterrupt()) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (ConnectError("x"), Verdict.NOT_DONE),
        (UnknownOutcomeError("x"), Verdict.UNKNOWN),
        (DecodeError("x", found="y", request="z"), Verdict.UNKNOWN),
        (ValueError("of a hook"), Verdict.UNKNOWN),
        (KeyboardInterrupt(), Verdict.UNKNOWN),
        (SystemExit(), Verdict.UNKNOWN),
    ],
)
def test_whatever_fails_after_the_request_went_out_is_unknown(
    error: BaseException, verdict: Verdict
) -> None:
    write = Write("order", "placed", NUMBER)
    assert write.verdict(ValueError()) is Verdict.NOT_DONE

    write.hooks["on_request"](Request(method="POST", url="/orders"))

    assert write.verdict(error) is verdict


def test_a_token_that_was_asked_for_is_no_write() -> None:
    write = Write("order", "placed", NUMBER)

    write.hooks["on_request"](Request(method="POST", url="/gettoken"))

    assert write.verdict(KeyboardInterrupt()) is Verdict.NOT_DONE


def test_an_interrupted_list_still_ends_silently() -> None:
    found = signalled("GET /orders", signal.SIGTERM, ["orders", "list"])

    assert found == (ExitCode.INTERRUPTED, "", "")


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full"])
@pytest.mark.parametrize("form", ["", "--json", "--csv"])
def test_a_list_that_cannot_be_printed_fails_in_one_line(
    redirection: str, form: str
) -> None:
    code, err = in_a_shell(["orders", "list", *form.split()], redirection)

    assert code == ExitCode.MACHINE
    assert err.startswith("mycloud: [Errno ")
    assert err.count("\n") == 1


def test_csv_is_never_changed_to_fit_an_encoding(own: str) -> None:
    assert in_a_shell(CREATE, ">/dev/null")[0] == 0

    code, err = in_a_shell(
        ["orders", "list", "--csv", "--columns=name"], "", PYTHONIOENCODING="ascii"
    )

    assert code == ExitCode.MACHINE
    assert "PYTHONIOENCODING=utf-8" in err


def test_the_codes_of_the_outcomes_are_documented() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text()

    assert MEANINGS[ExitCode.UNKNOWN_OUTCOME].startswith("unknown:")
    assert "| unknown | 6 |" in guide
    assert "| placed | 0 |" in guide


@pytest.mark.parametrize("wrap", [UnknownOutcomeError, TransportError])
def test_a_dry_run_is_one_though_the_client_wraps_what_a_transport_raises(
    wrap: type[MyCloudError],
) -> None:
    shown: list[NotSent] = []
    with planning(shown.append) as client:
        try:
            client.orders.delete(1)
        except (NotSent, MyCloudError):
            raise wrap("x") from None

    assert [planned.method for planned in shown] == ["DELETE"]


def test_the_log_of_the_client_adds_no_line_to_the_outcome(
    mycloud: Mycloud, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noisy(*_: object) -> None:
        logging.getLogger("mycloud.test").warning("it may have happened")

    monkeypatch.setattr(Write, "carried_out", noisy)

    assert mycloud(*CREATE).err.count("\n") == 1
