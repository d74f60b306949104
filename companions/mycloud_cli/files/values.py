"""What spreadsheets and exports do to values: read rightly, noted, or refused. Pure.

Each reader takes the text of a cell and a `note` that it calls with a code and a sentence when it
reads something other than what is written, and raises `Spoiled` when the value cannot be restored.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Final, TypeAlias

from ..spreadsheet import unguarded
from .findings import Spoiled

Note: TypeAlias = Callable[[str, str], object]
Reader: TypeAlias = Callable[[str, Note], object]

_BUDDHIST: Final = 543
_INVISIBLE: Final = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
_ERROR_WORD: Final = re.compile(
    r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!"
    r"|GETTING_DATA|UNKNOWN!)|^#{3,}$",
    re.IGNORECASE,
)
_PLACEHOLDERS: Final = {"nan", "nat", "null", "none", "undefined", "n/a", "<na>"}
_GUARDED_NUMBER: Final = re.compile(r"'[\d+]")
_QUOTED: Final = re.compile(r'="([^"]*)"')
_MOJIBAKE: Final = re.compile(r"à¸|à¹|เธ.เธ.เธ|เน.เธ.เธ|\ufffd|Ã[\x80-\xbf]|â‚¬")
_SCIENTIFIC: Final = re.compile(r"[+-]?\d+([.,]\d+)?E[+-]\d+", re.IGNORECASE)
_DECIMAL_TAIL: Final = re.compile(r"(\d+)\.0+")
_MASK: Final = re.compile(r"\*|•|●|[xX]{4,}|(?<=[\d-])[xX]{2,}")
_ISO_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?")
_DAY_AND_MONTH: Final = re.compile(
    r"\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(-\d{2,4})?"
    r"|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2}",
    re.IGNORECASE,
)
_TRUTHS: Final = {
    **dict.fromkeys(("1", "true", "yes", "y", "ใช่", "ด่วน"), True),
    **dict.fromkeys(("0", "false", "no", "n", "ไม่", "ไม่ใช่", "ไม่ด่วน"), False),
}
_CURRENCY: Final = re.compile(r"฿|THB|บาท|Baht", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_OTHER_CURRENCY: Final = re.compile(
    r"[$€£¥₫₱₹]|\b(USD|EUR|SGD|MYR|RM|IDR|Rp|VND|PHP|JPY|CNY|GBP)\b", re.IGNORECASE
)
_QUANTITY: Final = re.compile(
    r"[x×]?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?\s*(?:ชิ้น|อัน|กล่อง|ขวด|ตัว|ซอง|แพ็ค|pcs?\.?|ea)?",
    re.IGNORECASE,
)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "ม.ค. มกราคม jan january",
            "ก.พ. กุมภาพันธ์ feb february",
            "มี.ค. มีนาคม mar march",
            "เม.ย. เมษายน apr april",
            "พ.ค. พฤษภาคม may",
            "มิ.ย. มิถุนายน jun june",
            "ก.ค. กรกฎาคม jul july",
            "ส.ค. สิงหาคม aug august",
            "ก.ย. กันยายน sep september",
            "ต.ค. ตุลาคม oct october",
            "พ.ย. พฤศจิกายน nov november",
            "ธ.ค. ธันวาคม dec december",
        ),
        1,
    )
    for name in names.split()
}
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})")
_NAMED_MONTH: Final = re.compile(r"(\d{1,2})[ \-]([^\d\s\-]+)[ \-](\d{2,4})")
_TIME_OF_DAY: Final = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?\s*(am|pm|น\.?)?", re.IGNORECASE
)


def clean(text: str, note: Note) -> str:
    """The text of any cell, without what an export or a spreadsheet put around it."""
    text = text.translate(_INVISIBLE).replace("\u00a0", " ").strip()
    if quoted := _QUOTED.fullmatch(text):
        text = quoted[1]  # ="0812345678" is how people keep a zero
    if text.lower() in _PLACEHOLDERS:
        note("placeholder", "stands for no value, and is read as empty")
        return ""
    _refuse_spoiled(text)
    return unguarded(text)


def _refuse_spoiled(text: str) -> None:
    if _ERROR_WORD.search(text):
        raise Spoiled(
            "error-word",
            "is an error of a formula. Correct the formula, or write the value",
        )
    if text.startswith("=") and len(text) > 1:
        raise Spoiled(
            "formula",
            "is a formula without its result. Open the file in Excel, save it, and try again",
        )
    if _MOJIBAKE.search(text) or (len(text) > 2 and not text.strip("? ")):
        raise Spoiled(
            "garbled",
            "was damaged when the file was saved in another encoding. Export it again as UTF-8",
        )


def identifier(text: str, note: Note) -> str:
    """An order number, a SKU or another number that is not counted with."""
    text = _guarded_number(text)
    _refuse_scientific(text)
    if _ISO_MOMENT.fullmatch(text) or _DAY_AND_MONTH.fullmatch(text):
        raise Spoiled(
            "date-in-text",
            "is a date: Excel has made one of a number or a SKU. Format the column as text and "
            "write it again",
        )
    _look_for_rounding(text, note)
    return _without_tail(text, note)


def text_of(text: str, _note: Note) -> str:
    """Free text, as it is."""
    return text


def recipient(text: str, _note: Note) -> str:
    """A name or an address."""
    _refuse_masked(text)
    return text


def phone(text: str, note: Note) -> str:
    """A phone number; a zero that Excel took away is put back."""
    text = _digits_in_ascii(_guarded_number(text))
    _refuse_masked(text)
    _refuse_scientific(text)
    text = _without_tail(text, note)
    digits = re.sub(r"\D", "", text)
    if text == digits and re.fullmatch(r"[689]\d{8}|[2-7]\d{7}", digits):
        note("lost-zero", f"has lost its leading zero, and is read as 0{digits}")
        return f"0{digits}"
    if digits.endswith("000000"):
        what = "ends with zeros where digits were lost. Export the column as text"
        raise Spoiled("rounded-number", what, text)
    if not _is_phone(text):
        note("odd-phone", "does not look like a phone number in Thailand. Check it")
    return text


def _is_phone(text: str) -> bool:
    parts = [
        re.sub(r"\D", "", part) for part in re.split(r"[,/;]| ต่อ | ext", text) if part
    ]
    return bool(parts) and bool(
        re.fullmatch(r"0\d{8,9}|66\d{8,9}|660\d{8,9}|1\d{3}", parts[0])
    )


def postcode(text: str, note: Note) -> str:
    """A postcode of five digits."""
    text = _digits_in_ascii(_guarded_number(text)).replace(" ", "")
    _refuse_masked(text)
    _refuse_scientific(text)
    text = _without_tail(text, note)
    if re.fullmatch(r"\d{4}", text):
        raise Spoiled(
            "odd-postcode",
            "has four digits; a Thai postcode has five. A digit was lost: look it up",
            text,
        )
    if not re.fullmatch(r"[1-9]\d{4}", text):
        what = "is not a Thai postcode, which has five digits"
        raise Spoiled("odd-postcode", what, text)
    return text


def money(text: str, _note: Note) -> Decimal:
    """An amount in THB."""
    text = _digits_in_ascii(_guarded_number(text))
    _refuse_scientific(text)
    if _OTHER_CURRENCY.search(text):
        raise Spoiled("amount", "is not in THB. MyCloud counts in THB")
    amount = _CURRENCY.sub("", text).strip().removesuffix(".-").strip()
    if not _AMOUNT.fullmatch(amount):
        raise Spoiled("amount", "is not an amount: write it like 1290 or 1,290.00")
    return Decimal(amount.replace(",", ""))


def weight(text: str, note: Note) -> Decimal:
    """A weight in kg."""
    return money(re.sub(r"\s*(kgs?\.?|กก\.?|กิโลกรัม)$", "", text, flags=re.I), note)


def quantity(text: str, _note: Note) -> int:
    """How many pieces."""
    text = _digits_in_ascii(_guarded_number(text))
    _refuse_scientific(text)
    found = _QUANTITY.fullmatch(text)
    if found is None:
        raise Spoiled("number", "is not how many: it takes a whole number")
    return int(found[1].replace(",", ""))


def whole(text: str, _note: Note) -> int:
    """A database key."""
    text = _digits_in_ascii(_guarded_number(text))
    _refuse_scientific(text)
    found = re.fullmatch(r"(\d+)(\.0+)?", text)
    if found is None:
        raise Spoiled("number", "takes a whole number")
    return int(found[1])


def truth(text: str, _note: Note) -> bool:
    """Yes or no."""
    if text.lower() not in _TRUTHS:
        raise Spoiled("truth", f"takes one of {', '.join(_TRUTHS)}")
    return _TRUTHS[text.lower()]


def date(text: str, note: Note, *, month_first: bool = False) -> datetime.date:
    """A day; the day comes before the month unless the mapping says otherwise."""
    text = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", _digits_in_ascii(_guarded_number(text)))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        day = datetime.date(1899, 12, 30) + datetime.timedelta(int(float(text)))
        raise Spoiled(
            "serial-date", f"is a date as Excel counts days, {day}. Write it like that"
        )
    year, month, day_of_month = _parts_of_date(text, month_first)
    if 2400 < year < 2700:
        year -= _BUDDHIST
        note("buddhist-year", f"is of the Buddhist era, and is read as the year {year}")
    if not 2000 <= year < 2100:
        raise Spoiled("date", f"is in the year {year}. Write it like 2025-12-31")
    try:
        return datetime.date(year, month, day_of_month)
    except ValueError:
        raise Spoiled("date", "is not a day. Write it like 2025-12-31") from None


def _parts_of_date(text: str, month_first: bool) -> tuple[int, int, int]:
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if named := _NAMED_MONTH.fullmatch(text):
        month = _MONTHS.get(named[2].lower())
        if month and len(named[3]) == 4:
            return int(named[3]), month, int(named[1])
    if (found := _YEAR_LAST.fullmatch(text)) and len(found[3]) == 4:
        first, second = int(found[1]), int(found[2])
        month, day = (first, second) if month_first else (second, first)
        return int(found[3]), month, day
    raise Spoiled(
        "date",
        "is not a date with a year of four digits. Write it like 2025-12-31",
    )


def time_of_day(text: str, _note: Note) -> str:
    """A time of day, as HH:MM."""
    text = re.sub(r"^\S+[ T](?=\d{1,2}:)", "", _digits_in_ascii(text))
    found = _TIME_OF_DAY.fullmatch(text)
    hours = int(found[1]) if found else 24
    if found and (half := (found[3] or "").lower()) in ("am", "pm"):
        hours = hours % 12 + (12 if half == "pm" else 0)
    if found is None or hours > 23 or int(found[2]) > 59:
        raise Spoiled("time", "is not a time of day. Write it like 15:32")
    return f"{hours:02d}:{found[2]}"


def _guarded_number(text: str) -> str:
    return text[1:].strip() if _GUARDED_NUMBER.match(text) else text


def _digits_in_ascii(text: str) -> str:
    """Thai digits as the others write them."""
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text
    )


def _refuse_scientific(text: str) -> None:
    if _SCIENTIFIC.fullmatch(text):
        raise Spoiled(
            "scientific",
            "is a number that Excel has shortened; its last digits are lost. Format the column "
            "as text and export the file again",
        )


def _refuse_masked(text: str) -> None:
    if _MASK.search(text):
        raise Spoiled(
            "masked",
            "is masked by the marketplace. Take the recipient from its shipping label, or accept "
            "it with --accept masked",
            text,
        )


def _look_for_rounding(text: str, note: Note) -> None:
    """Excel keeps 15 digits of a number, and writes zeros for the others."""
    lost = len(text) - 15
    if not text.isdecimal() or lost < 2 or text[15:].strip("0"):
        return
    what = "ends with zeros where Excel has lost digits. Export the column as text"
    if lost > 2:
        raise Spoiled("rounded-number", what, text)
    note("rounded-number", what)


def _without_tail(text: str, note: Note) -> str:
    found = _DECIMAL_TAIL.fullmatch(text)
    if found is None:
        return text
    note("decimal-tail", f"is read as {found[1]}, without what was added to it")
    return found[1]
