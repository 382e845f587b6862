"""Furigana and line breaks for a text on a page, made by the language engine and kept."""

import re
from functools import lru_cache

from django.utils.html import conditional_escape, escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

LONGEST = 4000  # signs; a longer text is shown as it is
CLAUSE = re.compile(r"[^、。！？!?]+[、。！？!?]*[」』）]*|.")


def shown(text: object, *, furigana: bool) -> SafeString:
    """The text escaped, with readings above its kanji or, without furigana, with breaks only between phrases."""
    if not isinstance(text, str):
        text = "" if text is None else str(text)
    if isinstance(text, SafeString) or not text or len(text) > LONGEST:
        return conditional_escape(text)
    return _ruby(text) if furigana else _phrases(text)


def clauses(text: object, *, furigana: bool) -> SafeString:
    """A heading whose clauses stay together: where it does not fit one line it breaks after a 「、」 first."""
    pieces = CLAUSE.findall(str(text or ""))
    if len(pieces) < 2:
        return shown(text, furigana=furigana)
    return format_html_join("", '<span class="clause">{}</span>', ((shown(piece, furigana=furigana),) for piece in pieces))


@lru_cache(maxsize=4096)
def _ruby(text: str) -> SafeString:
    try:
        from yoriai.engines.japanese import ruby
    except ImportError:
        return escape(text)
    return mark_safe(ruby.to_html(ruby.ruby(text)))


@lru_cache(maxsize=4096)
def _phrases(text: str) -> SafeString:
    try:
        from yoriai.engines.japanese import phrases
    except ImportError:
        return escape(text)
    return mark_safe("<wbr>".join(escape(piece) for piece in phrases.phrases(text)))
