"""Furigana and line breaks, made by the language engine and kept.

A text somebody wrote gets them where it is printed, so that they are kept with its card. For whoever asked for furigana the
rest of the page (buttons, headings, dates) gets them at the end, in one pass over the finished page.
"""

import re
from functools import lru_cache
from html import unescape

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from yoriai.engines.japanese.phrases import phrases
from yoriai.engines.japanese.readings import Reader, current_reader
from yoriai.engines.japanese.ruby import ruby, to_html

LONGEST = 4000  # signs; a longer text is shown as it is
# What a reading cannot stand above, or already does.
LEFT_ALONE = {"script", "style", "title", "textarea", "select", "option", "ruby", "svg", "code", "noscript"}
TAG = re.compile(r"""<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:[^"'<>]|"[^"]*"|'[^']*')*>""", re.DOTALL)
JAPANESE = re.compile("[ぁ-ヿ々〆一-龠]")
KANJI = re.compile("[々〆一-龠㐀-䶿豈-鶴]")
CLAUSE = re.compile(r"[^、。！？!?]+[、。！？!?]*[」』）]*|.")


def shown(text: object, *, furigana: bool) -> SafeString:
    """The text escaped, with readings above its kanji or, without furigana, with breaks only between phrases."""
    if not isinstance(text, str):
        text = "" if text is None else str(text)
    if isinstance(text, SafeString) or not text or len(text) > LONGEST:
        return conditional_escape(text)
    # The reader is part of what is kept: a city that corrects its dictionary has a new one.
    return _ruby(text, current_reader()) if furigana else _phrases(text)


def clauses(text: object, *, furigana: bool) -> SafeString:
    """A heading whose clauses stay together: where it does not fit one line it breaks after a 「、」 first."""
    pieces = CLAUSE.findall(str(text or ""))
    if len(pieces) < 2:
        return shown(text, furigana=furigana)
    return format_html_join(
        "", '<span class="clause">{}</span>', ((shown(piece, furigana=furigana),) for piece in pieces)
    )


def in_its_language(text: SafeString) -> SafeString:
    """On a page in another language, what is written in Japanese says so: for voices that read aloud, and for line breaks."""
    if (get_language() or "ja") == "ja" or not JAPANESE.search(text):
        return text
    return format_html('<span lang="ja">{}</span>', text)


def annotated(page: str, reader: Reader) -> str:
    """A finished page of ours with readings above every kanji that may have them; what has them already stays."""
    made: list[str] = []
    at, closing = 0, ""
    for tag in TAG.finditer(page):
        name = tag["name"].lower() if tag["name"] else ""
        if closing:
            if not (tag["end"] and name == closing):
                continue
            made.append(page[at : tag.end()])
            closing = ""
        else:
            made += (_above(page[at : tag.start()], reader), tag.group())
            closing = name if name in LEFT_ALONE and not tag["end"] else ""
        at = tag.end()
    made.append(page[at:])
    return "".join(made)


@lru_cache(maxsize=8192)
def _above(text: str, reader: Reader) -> str:
    if not KANJI.search(text):
        return text
    pieces = ruby(unescape(text), reader)
    # One element: in a button laid out as a row each reading would otherwise stand apart.
    return f"<span>{to_html(pieces)}</span>" if len(pieces) > 1 else to_html(pieces)


@lru_cache(maxsize=4096)
def _ruby(text: str, reader: Reader) -> SafeString:
    return mark_safe(to_html(ruby(text, reader)))


@lru_cache(maxsize=4096)
def _phrases(text: str) -> SafeString:
    return mark_safe("<wbr>".join(escape(piece) for piece in phrases(text)))
