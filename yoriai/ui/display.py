"""How a reader wants to see the pages: furigana, text size, dark or light. Kept in cookies: nobody need sign in for it.

The language is Django's own cookie; it is set by the same door and part of the same key.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from yoriai.kernel.readings.queries import mark

# name of the cookie: the values it may have; the first is the default and is kept by having no cookie.
CHOICES: dict[str, tuple[str, ...]] = {
    "furigana": ("off", "on"),
    "size": ("normal", "large", "larger"),
    "theme": ("auto", "light", "dark"),
}


@dataclass(frozen=True, slots=True)
class Display:
    """One reader's settings. `key` belongs in the key of everything cached that was rendered with them."""

    language: str = "ja"
    furigana: bool = False
    size: str = "normal"
    theme: str = "auto"

    @property
    def key(self) -> str:
        """Short and the same for everybody with the same settings, for example `ja-on-large-auto`."""
        return f"{self.language}-{'on' if self.furigana else 'off'}-{self.size}-{self.theme}"

    @property
    def text_key(self) -> str:
        """Only what changes the text itself: the key of a card or a comment. Another dictionary is another furigana."""
        return f"{self.language}-{'on' + mark() if self.furigana else 'off'}"


def read(cookies: Mapping[str, str]) -> Display:
    """The settings in these cookies; anything unknown counts as the default. Furigana belongs to Japanese."""
    language = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    if language not in dict(settings.LANGUAGES):
        language = get_language() or settings.LANGUAGE_CODE
    chosen = {
        name: value if (value := cookies.get(name, "")) in values else values[0] for name, values in CHOICES.items()
    }
    furigana = chosen["furigana"] == "on" and language == "ja"
    return Display(language=language, furigana=furigana, size=chosen["size"], theme=chosen["theme"])


def of(request: HttpRequest) -> Display:
    """This request's settings, read once."""
    found = getattr(request, "display", None)
    if not isinstance(found, Display):
        found = read(request.COOKIES)
        request.display = found  # type: ignore[attr-defined]
    return found
