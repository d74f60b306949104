"""HTML that is escaped by construction: a tree of elements, written out at the end."""

from typing import TypeAlias
from xml.etree.ElementTree import Element, tostring

Child: TypeAlias = "Element | str | None"

# Everything comes from the sandbox itself. Swagger UI has its icons in its style sheet, as data.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; "
    "frame-ancestors 'none'"
)
_HOME = "/page/static"
_ROOMS = {
    "/": "Try the API",
    "/orders": "Orders",
    "/products": "Products",
    "/customers": "Customers",
}


def element(tag: str, *children: Child, **attributes: str) -> Element:
    """An element; text stays text. `class_` and the like stand for names that Python keeps for
    itself.
    """
    made = Element(
        tag,
        {
            name.rstrip("_").replace("_", "-"): value
            for name, value in attributes.items()
        },
    )
    for child in children:
        _append(made, child)
    return made


def document(here: str, *content: Child, scripts: tuple[Element, ...] = ()) -> str:
    """A whole page with its way to the others; `here` is the path it is at."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{_ROOMS[here]} · MyCloud sandbox"),
        element("link", rel="icon", href=f"{_HOME}/icon.svg"),
        *(
            element("link", rel="stylesheet", href=f"{_HOME}/{name}")
            for name in _sheets(here)
        ),
    )
    body = element("body", _header(here), element("main", *content), *scripts)
    page = element("html", head, body, lang="en")
    return "<!doctype html>\n" + tostring(page, encoding="unicode", method="html")


def script(name: str, **attributes: str) -> Element:
    """A script that is shipped with the page."""
    return element("script", "", src=f"{_HOME}/{name}", **attributes)


def _append(parent: Element, child: Child) -> None:
    if isinstance(child, Element):
        parent.append(child)
    elif child and len(parent):
        parent[-1].tail = (parent[-1].tail or "") + child
    elif child:
        parent.text = (parent.text or "") + child


def _sheets(here: str) -> tuple[str, ...]:
    return ("swagger-ui/swagger-ui.css", "page.css") if here == "/" else ("page.css",)


def _header(here: str) -> Element:
    links = [
        element("a", name, href=path, **_current(path == here))
        for path, name in _ROOMS.items()
    ]
    spec = element("a", "openapi.yaml", href="/openapi.yaml", class_="aside")
    return element(
        "header", element("strong", "MyCloud sandbox"), element("nav", *links, spec)
    )


def _current(is_here: bool) -> dict[str, str]:
    return {"aria-current": "page"} if is_here else {}
