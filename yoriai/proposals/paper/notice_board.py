"""掲示板に貼る1枚: of a project, of a call, of what was adopted; A4 in large type, for who stands before it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from yoriai.ui.paper.press import render
from yoriai.ui.paper.qr import qr
from yoriai.ui.paper.text import Exact

# What one sheet holds in type of 14 points. What is longer goes on at the page of the QR.
GOES_ON = "…（つづきはQRのページへ）"


def cut(text: str, most: int) -> str:
    """Fit for the sheet: whole up to so many signs."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - len(GOES_ON)] + GOES_ON


@dataclass(frozen=True)
class Where:
    """Whom to ask, at the foot of every sheet."""

    office: str
    phone: str
    fax: str
    hours: str

    def as_data(self) -> dict[str, Any]:
        """For the template: numbers stay as they are."""
        return asdict(self) | {"phone": Exact(self.phone), "fax": Exact(self.fax)}


@dataclass(frozen=True)
class ProjectSheet:
    """One project: who with whom, what for, what, since when, how to join."""

    title: str
    scheme: str
    carriers: str
    purpose: str
    contents: str
    since: str
    joining: str
    address: str


@dataclass(frozen=True)
class CallSheet:
    """The call of a scheme: until when, who may propose, which classes, what then."""

    title: str
    year: str
    until: str
    about: str
    who: Sequence[str]
    classes: Sequence[tuple[str, str]]
    address: str


@dataclass(frozen=True)
class ListSheet:
    """What was adopted: (number, title, who, what for)."""

    title: str
    year: str
    rows: Sequence[tuple[str, str, str, str]]
    address: str


def projects_pdf(sheets: Sequence[ProjectSheet], where: Where) -> bytes:
    """A page for each project."""
    rows = [asdict(one) | {"qr": qr(one.address), "address": Exact(one.address)} for one in sheets]
    title = sheets[0].title if len(sheets) == 1 else "協働事業の紹介"
    return render("proposals/paper/notice-board.typ", _data("projects", title, where) | {"projects": rows})


def call_pdf(call: CallSheet, where: Where) -> bytes:
    """One page."""
    data = asdict(call) | {"qr": qr(call.address), "address": Exact(call.address)}
    return render("proposals/paper/notice-board.typ", _data("call", call.title, where) | {"call": data})


def list_pdf(listed: ListSheet, where: Where) -> bytes:
    """One page, or more where there are many: nothing is left out and the type stays large."""
    data = asdict(listed) | {"qr": qr(listed.address), "address": Exact(listed.address)}
    return render(
        "proposals/paper/notice-board.typ", _data("list", f"{listed.title}　採択された事業", where) | {"listed": data}
    )


def _data(sort: str, title: str, where: Where) -> dict[str, Any]:
    return {"sort": Exact(sort), "title": title, "where": where.as_data()}
