"""The rooms of the code: their modules, the tests that guard them, and how many faults must be seen."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class Room:
    """Modules that are judged together.

    Attributes:
        name: What the command calls it.
        modules: The modules whose functions are broken.
        tests: Where the tests are that may notice.
        bar: The share of faults that must be noticed, equivalent ones left out.
        harmful: Whether a fault here could place twice, lose or leak, so that none may pass.
    """

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    bar: float
    harmful: bool = False


def _room(
    name: str, modules: str, tests: str, bar: float = 0.97, *, harmful: bool = False
) -> Room:
    return Room(name, tuple(modules.split()), tuple(tests.split()), bar, harmful)


ROOMS: Final = (
    _room(
        "retry",
        "mycloud._retry mycloud._deadline",
        "tests/wrapper/test_retry.py tests/wrapper/test_unknown_outcome.py "
        "tests/wrapper/test_settings.py tests/wrapper/test_deadline.py "
        "tests/wrapper/test_transfer.py tests/faults",
        harmful=True,
    ),
    _room(
        "calls",
        "mycloud._calls mycloud._async.calls",
        "tests/wrapper/test_retry.py tests/wrapper/test_unknown_outcome.py "
        "tests/wrapper/test_concurrency.py tests/wrapper/test_observing.py "
        "tests/wrapper/test_token.py tests/wrapper/test_attachments.py "
        "tests/wrapper/test_attempts.py tests/wrapper/test_real_time.py "
        "tests/fleet/test_rate_limit.py tests/faults",
        harmful=True,
    ),
    _room(
        "orders",
        "mycloud._async.orders mycloud._items mycloud._changes",
        "tests/wrapper/test_fields.py tests/wrapper/test_items.py "
        "tests/wrapper/test_client.py tests/wrapper/test_changes.py "
        "tests/wrapper/test_unknown_outcome.py tests/wrapper/test_attachments.py "
        "tests/wrapper/test_boundary.py tests/wrapper/test_notifications.py "
        "tests/faults tests/once/test_ensure.py "
        "tests/properties",
        harmful=True,
    ),
    _room(
        "placing",
        "mycloud._placing mycloud._numbers mycloud._content mycloud._async.placing",
        "tests/wrapper/test_unknown_outcome.py tests/faults tests/once/test_ensure.py "
        "tests/once/test_with_a_ledger.py tests/wrapper/test_fields.py "
        "tests/wrapper/test_numbers.py tests/wrapper/test_judging_orders.py "
        "tests/once/test_lost_claims.py",
        harmful=True,
    ),
    _room(
        "ledger",
        "mycloud._ledger mycloud._ledger_states mycloud._ledger_sql "
        "mycloud._sqlite_ledger mycloud._async.ledger",
        "tests/once/test_states.py tests/once/test_with_a_ledger.py "
        "tests/once/test_ledger_rules.py "
        "tests/wrapper/test_judging_orders.py",
        harmful=True,
    ),
    _room(
        "arguments",
        "mycloud._arguments mycloud._answers",
        "tests/wrapper/test_fields.py tests/wrapper/test_items.py "
        "tests/wrapper/test_reading.py tests/wrapper/test_errors.py "
        "tests/wrapper/test_settings.py tests/wrapper/test_rules_of_arguments.py "
        "tests/properties tests/leaks/test_echoes.py",
    ),
    _room(
        "token",
        "mycloud._token mycloud._async.tokens",
        "tests/wrapper/test_token.py tests/wrapper/test_concurrency.py "
        "tests/wrapper/test_settings.py tests/wrapper/test_retry.py",
    ),
    _room(
        "walk",
        "mycloud._walk mycloud._seen mycloud._newest mycloud._prefetching "
        "mycloud._pages mycloud._walked_page mycloud._async.pages",
        "tests/walks tests/wrapper/test_pages.py",
        0.95,
    ),
    _room(
        "reader",
        "mycloud_api.values mycloud_api.rows mycloud_api.reading mycloud_api.answers",
        "tests/answers/test_values.py tests/answers/test_stored_answers.py "
        "tests/answers/test_reader_rules.py "
        "tests/generated/test_models.py tests/generated/test_without_msgspec.py "
        "tests/wrapper/test_reading.py tests/vectors",
        0.95,
    ),
    _room(
        "forms",
        "mycloud_api.types",
        "tests/generated/test_forms.py tests/vectors/test_requests.py "
        "tests/wrapper/test_fields.py tests/leaks/test_nothing_leaks.py",
    ),
    _room(
        "terminal",
        "mycloud_cli.placing mycloud_cli.placing.ledger mycloud_cli.placing.lookups "
        "mycloud_cli.placing.policy mycloud_cli.placing.check_report",
        "tests/placing tests/cli/test_outcomes.py tests/cli/test_dry_runs.py",
        0.90,
    ),
    _room(
        "export",
        "mycloud_cli.export mycloud_cli.export.gathering mycloud_cli.export.rejoining "
        "mycloud_cli.export.spool mycloud_cli.export.tables",
        "tests/export",
        0.90,
    ),
    _room(
        "sandbox",
        "mycloud_sandbox.orders mycloud_sandbox.order_items mycloud_sandbox.catalogue "
        "mycloud_sandbox.answers mycloud_sandbox.attachments mycloud_sandbox.reading",
        "tests/sandbox/test_orders.py tests/sandbox/test_order_items.py "
        "tests/sandbox/test_catalogue.py tests/sandbox/test_documented_answers.py "
        "tests/sandbox/test_enveloped_answers.py tests/sandbox/test_attachments.py "
        "tests/sandbox/test_pages.py",
        0.90,
    ),
)
