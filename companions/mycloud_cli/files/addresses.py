"""Whether a Thai postcode belongs to its province, by the data of geothai where it is installed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_PREFIX = re.compile(r"^(จังหวัด|จ\.|เขต|อำเภอ|อ\.|แขวง|ตำบล|ต\.)\s*")
_BANGKOK = {"กรุงเทพ", "กทม", "กทม.", "กรุงเทพฯ", "bangkok", "krung thep maha nakhon"}


def address_doubt(postcode: str, parts: Mapping[str, str], address: str) -> str | None:
    """Why a postcode may not be that of an address; None if it is, or if nobody knows.

    Args:
        postcode: Five digits.
        parts: The province, the district and the sub-district, as far as they are given.
        address: The whole address, in which a province may be named.
    """
    known = _provinces_by_postcode()
    if not known or not re.fullmatch(r"\d{5}", postcode):
        return None
    if postcode not in known:
        return "is a postcode that does not exist in Thailand. Check it"
    province = _province(parts.get("province") or "") or _province_in(address)
    if province is None or province in known[postcode]:
        return None
    belongs = " or ".join(sorted(known[postcode]))
    return f"belongs to {belongs}, and the address is in {province}. Check both"


@cache
def _provinces_by_postcode() -> dict[str, frozenset[str]]:
    """The Thai names of the provinces of each postcode; empty without geothai."""
    try:
        import geothai
    except ModuleNotFoundError:
        return {}
    found: dict[str, set[str]] = {}
    for province in geothai.provinces():
        for district in geothai.districts(province.code):
            for area in geothai.subdistricts(district.code):
                for code in area.postal_codes:
                    found.setdefault(code, set()).add(province.name_th)
    return {code: frozenset(names) for code, names in found.items()}


@cache
def _provinces() -> dict[str, str]:
    import geothai

    names: dict[str, str] = {}
    for each in geothai.provinces():
        names[each.name_th] = each.name_th
        names[each.name_en.casefold()] = each.name_th
    return names | dict.fromkeys(_BANGKOK, "กรุงเทพมหานคร")


def _province(text: str) -> str | None:
    name = _PREFIX.sub("", " ".join(text.split()))
    return _provinces().get(name) or _provinces().get(name.casefold())


def _province_in(address: str) -> str | None:
    """The province that an address ends with."""
    found = _at_the_end().search(address.casefold())
    return _provinces().get(found[1]) if found else None


@cache
def _at_the_end() -> re.Pattern[str]:
    names = sorted(map(re.escape, _provinces()), key=len, reverse=True)
    return re.compile(rf"(?:จังหวัด|จ\.|[\s,])\s*({'|'.join(names)})[\s,\d]*$")
