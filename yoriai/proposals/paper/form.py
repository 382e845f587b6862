"""様式: a form of a scheme as a sheet to fill in or filled in, the same for PDF, Word and Excel.

A file that goes out says which form it is (`Mark`), and each box by which key it is read when it comes back.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from yoriai.ui.paper.press import render
from yoriai.ui.paper.qr import qr
from yoriai.ui.paper.text import Exact

# Boxes for what the plan does not ask and a sheet on the counter needs: none of them is an answer of the proposal.
NAME, KIND, SENDER = "_title", "_type", "_from"
MARK = re.compile(r"\{\{form:(F\d{1,2}):([0-9A-Z]{6}):([0-9A-Z]{0,6})\}\}")
KEY = re.compile(r"\{\{([a-z_][a-z0-9_]{0,39}):(\d{1,9})\}\}")
TABLE = re.compile(r"\{\{table:(income|spending|duties)(?::([0-9a-f]{12}))?\}\}")
CITY = "市の負担金"
EMPTY, FILLED = "□", "☑"
# Millimetres of an A4 that are left for boxes beside head, labels and foot.
ROOM, LINE, LEAST = 148, 10.5, 22
NARROW = ("line", "choice", "several", "number", "yen", "date")


@dataclass(frozen=True)
class Mark:
    """Which form of which scheme, and of which proposal where it is filled in."""

    form: str
    scheme: str
    proposal: str = ""

    def __str__(self) -> str:
        return f"{{{{form:{self.form}:{self.scheme}:{self.proposal}}}}}"


@dataclass(frozen=True)
class Box:
    """One question with room for its answer. version: of the answer that stands in it, 0 none."""

    key: str
    label: str
    sort: str = "text"
    help: str = ""
    most: int = 0
    options: tuple[str, ...] = ()
    needed: bool = False
    private: bool = False
    text: str = ""
    version: int = 0

    @property
    def marker(self) -> str:
        """What the box is found again by."""
        return f"{{{{{self.key}:{self.version}}}}}"

    @property
    def rule(self) -> str:
        """What stands under the label: the example, the limit, who reads it."""
        limit = f"{self.most}字まで" if self.most and self.sort in ("line", "text") else ""
        choose = {"choice": "一つ選んでください", "several": "いくつでも選べます", "yen": "円", "number": "数字で"}.get(
            self.sort, ""
        )
        day = "令和○年○月○日" if self.sort == "date" else ""
        private = "団体と事務局だけが読みます" if self.private else ""
        return "　".join(part for part in (self.help, limit, choose, day, private) if part)

    @property
    def shown(self) -> str:
        """The answer as it stands in the box: choices as squares, the chosen ones ticked."""
        if not self.options:
            return self.text
        chosen = self.text.split("、") if self.sort == "several" else [self.text]
        return "　".join(f"{FILLED if one in chosen else EMPTY} {one}" for one in self.options)


@dataclass(frozen=True)
class Lines:
    """A table with lines: its name, the heads of its columns with their widths in millimetres, what stands in it, a sentence.

    digest: of what stood in it when the file was made; empty on a blank form.
    """

    key: str
    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Sequence[tuple[str, ...]]
    about: str = ""
    blanks: int = 8
    digest: str = ""

    @property
    def marker(self) -> str:
        """What the table is found again by."""
        return f"{{{{table:{self.key}{self.digest and ':'}{self.digest}}}}}"

    @property
    def all_rows(self) -> list[tuple[str, ...]]:
        """What stands in it, and empty lines."""
        return [*self.rows, *([("",) * len(self.heads)] * self.blanks)]


@dataclass(frozen=True)
class FormPaper:
    """One form. title, carriers: of the proposal it is filled in for, empty on a blank one; made: the day of a filled one."""

    mark: Mark
    name: str
    about: str
    scheme: str
    boxes: Sequence[Box] = ()
    tables: Sequence[Lines] = ()
    title: str = ""
    carriers: str = ""
    made: str = ""
    until: str = ""
    sender: str = ""
    phone: str = ""
    fax: str = ""
    office: str = ""
    hours: str = ""
    address: str = ""

    @property
    def code(self) -> str:
        """The code people read: which form of which scheme, and whose."""
        return "-".join(part for part in (self.mark.scheme, self.mark.form, self.mark.proposal) if part)

    @property
    def filled(self) -> bool:
        """Whether it is a proposal's own."""
        return bool(self.mark.proposal)


@dataclass(frozen=True)
class Placed:
    """A box with how high it is at least, and whether its label stands beside it."""

    box: Box
    height: float
    beside: bool = field(default=False)


def placed(paper: FormPaper) -> list[Placed]:
    """The boxes, so that a short form fills one A4: what is left by lines and labels is shared out by how much may be written.

    On a filled form a box is as high as what stands in it.
    """
    long = [box for box in paper.boxes if box.sort not in NARROW]
    narrow = sum(LINE for box in paper.boxes if box.sort in NARROW)
    left = ROOM + 2 * LINE - narrow - 3 * max(0, len(long) - 3)
    parts = sum(max(2, box.most / 100) for box in long)
    found = []
    for box in paper.boxes:
        beside = box.sort in NARROW
        share = LINE if beside else left * max(2, box.most / 100) / parts
        height = min(share, LEAST) if paper.filled else max(share, LINE if beside else LEAST)
        found.append(Placed(box, min(height, 60 + box.most / 40), beside))
    return found


def form_pdf(paper: FormPaper) -> bytes:
    """The form as PDF, A4, grey-safe."""
    data: dict[str, Any] = {
        name: getattr(paper, name)
        for name in ("name", "about", "scheme", "title", "carriers", "made", "until", "sender", "office", "hours")
    }
    data |= {
        "form": Exact(paper.mark.form),
        "code": Exact(paper.code),
        "phone": Exact(paper.phone),
        "fax": Exact(paper.fax),
    }
    data["qr"], data["address"] = qr(paper.address), Exact(paper.address.partition("://")[2])
    data["boxes"] = [
        {
            "label": one.box.label, "rule": one.box.rule, "needed": one.box.needed, "text": one.box.shown,
            "height": one.height, "beside": one.beside, "ruled": not one.beside and not one.box.text,
        }
        for one in placed(paper)
    ]  # fmt: skip
    data["tables"] = [asdict(one) | {"rows": one.all_rows} for one in paper.tables]
    return render("proposals/paper/form.typ", data)
