"""What each sort of ask is called and where it is answered. Apps register theirs in `kinds.py`; the rest are answered in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Sort:
    """`page` may hold `{code}` of the item; empty: a page of the ask itself, with an answer in words.

    `by_mail` holds `{code}` and `{key}`: where somebody without an account answers, with the key of their mail.
    only_there: it is answered and declined on that page alone, for more hangs on it than words.
    """

    label: str | Promise
    page: str = ""
    by_mail: str = ""
    only_there: bool = False


SORTS: dict[str, Sort] = {}
ANY = Sort(_("A request"))


def register_ask(
    what: str, label: str | Promise, page: str = "", *, by_mail: str = "", only_there: bool = False
) -> None:
    """Called by an app's `kinds.py`."""
    SORTS[what] = Sort(label, page, by_mail, only_there)


def sort_of(what: str) -> Sort:
    """The entry of this sort of ask."""
    return SORTS.get(what, ANY)
