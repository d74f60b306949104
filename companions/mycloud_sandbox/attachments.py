"""The files attached to an order: `attach_name[i]` names the file in `attach_file[i]`.

The vendor's SDK sends `attach_file[NAME]` instead; both are taken.
"""

from collections.abc import Sequence

from .calls import Call
from .php_forms import Form, Key, Upload
from .reading import read_array, read_file
from .records import Record, key_of
from .refusals import Refusal

_NAMES, _FILES = "attach_name", "attach_file"


def attach(call: Call, order: int, *, is_new: bool = False) -> None:
    """Keeps the sent files; one with the name of an attached file replaces that."""
    names, files = (
        read_array(call.body.field(array), call.form) for array in (_NAMES, _FILES)
    )
    _check_pairs(names, files)
    there = [] if is_new else call.store.rows_with("Attachment", "order_id", [order])
    attached = {str(row["name"]): key_of(row) for row in there}
    for key, upload in files.items():
        name = _name(key, names)
        attached[name] = _put(
            call, order, name, read_file(upload, f"{_FILES}[{key}]"), attached.get(name)
        )
    _check_count(call, len(attached))


def attachments_of(call: Call, orders: Sequence[int]) -> dict[int, list[Record]]:
    """The attachments of every order, each with the address of its file."""
    attachments: dict[int, list[Record]] = {order: [] for order in orders}
    for row in call.store.rows_with("Attachment", "order_id", orders):
        entry: Record = {"name": row["name"], "url": call.file_url(row["file"])}
        attachments[key_of(row, "order_id")].append(entry)
    return attachments


def _check_pairs(names: Form, files: Form) -> None:
    """Every name must have its file, in the documented way or in that of the vendor's SDK."""
    for key, name in names.items():
        if key not in files and name not in files:
            raise Refusal(f"{_NAMES}[{key}] has no file: send it as {_FILES}[{key}].")


def _name(key: Key, names: Form) -> str:
    name = names.get(key, key if isinstance(key, str) else None)
    if not isinstance(name, str) or not name:
        raise Refusal(f"{_FILES}[{key}] has no name: send it as {_NAMES}[{key}].")
    return name


def _put(call: Call, order: int, name: str, upload: Upload, there: int | None) -> int:
    file = call.store.save_file(upload)
    if there is None:
        row: Record = {"order_id": order, "name": name, "file": file}
        return call.store.insert("Attachment", row)
    call.store.update("Attachment", there, {"file": file})
    return there


def _check_count(call: Call, count: int) -> None:
    most = call.body.field(_FILES).max_items
    if most is not None and count > most:
        raise Refusal(
            f"An order takes at most {most} attachments, this would make {count}."
        )
