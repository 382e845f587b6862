"""The frame of every page, bar and foot, kept ready: for all who read in the same way it differs by an address and by what
was searched for, and these are put in last."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from yoriai.kernel.city.models import City
from yoriai.ui import display
from yoriai.ui.display import Display
from yoriai.ui.fragments import Reader, box

# Where the page's own address and the words searched for stand until they are put in. No address holds such signs.
ADDRESS, WORDS = "\ue000address\ue001", "\ue000words\ue001"


class Standing(Reader):
    """What the templates of the frame may ask of a request. `path` only where the frame itself leads there."""

    def __init__(self, request: HttpRequest | None, furigana: bool, path: str = "") -> None:
        super().__init__(furigana)
        self.who = getattr(request, "who", None)
        self.path = path
        self.GET = {"q": WORDS}

    def get_full_path(self) -> str:
        """Stands in for the address of the page."""
        return ADDRESS


def bar(request: HttpRequest | None, city: City) -> SafeString:
    """The bar of this page: mark, search, switches, the way to one's own page, the links."""
    looks = display.of(request) if request else display.Display()
    kept = _kept("bar", request, looks, city)
    if request is None:
        return _filled(kept, "", "")
    if f'href="{escape(request.path)}"' in kept:  # a link to this very page says so
        kept = _kept("bar", request, looks, city, request.path)
    return _filled(kept, request.get_full_path(), request.GET.get("q", ""))


def foot(request: HttpRequest | None, city: City) -> SafeString:
    """The foot: whom to ring, and the links."""
    return _kept("foot", request, display.of(request) if request else display.Display(), city)


def _kept(name: str, request: HttpRequest | None, looks: Display, city: City, path: str = "") -> SafeString:
    standing = Standing(request, looks.furigana, path)
    shown = [getattr(city, field.attname) for field in City._meta.concrete_fields]
    office = str(city.office) if city.office_id else ""
    who = (standing.who is not None, bool(standing.who and standing.who.runs))

    def make(_reader: Reader) -> str:
        context = {"city": city, "display": looks, "furigana": looks.furigana, "request": standing}
        return render_to_string(f"ui/components/{name}.html", context)

    return box(name, (shown, office, who, looks, path), looks, make)


def _filled(kept: str, address: str, words: str) -> SafeString:
    # The words come last: they may be anything, and what they hold is not looked through again.
    return mark_safe(kept.replace(ADDRESS, escape(address)).replace(WORDS, escape(words)))
