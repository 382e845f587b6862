"""電話・FAX・郵送 list: the notices of those without mail, to be given by a person and ticked off."""

from dataclasses import dataclass
from typing import Any, Literal

from yoriai.ui.paper.text import Exact

Way = Literal["phone", "fax", "post"]
WAYS: dict[Way, str] = {"phone": "電話", "fax": "FAX", "post": "郵送"}


@dataclass(frozen=True)
class Call:
    """One person to reach: by which way, at which number or address, with which one sentence.

    `code` names the card or thing it is about.
    """

    name: str
    way: Way
    number: str
    sentence: str
    code: str = ""


def as_row(call: Call) -> dict[str, Any]:
    """The call as `call-list` of calls.typ reads it. Raises KeyError for a way that is none of the three."""
    return {
        "name": call.name,
        "way": Exact({way: way for way in WAYS}[call.way]),
        "number": call.number,
        "sentence": call.sentence,
        "code": Exact(call.code),
    }
