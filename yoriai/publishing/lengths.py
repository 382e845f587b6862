"""How long each text is, how long it may be, and what a reader will stumble over: counted on the server, channel by channel."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yoriai.engines.japanese.counting import seconds_to_read, spoken_characters
from yoriai.engines.japanese.plain import plain_hints
from yoriai.publishing.models import Publication, Result
from yoriai.ui.paper.text import unprintable

Channel = Publication.Channel
MINUTE = 60
# What fills a かわら版 of two sides, and no more.
PAPER = 1400
FEW_HINTS = 8

# What each code of the hint checker means, and what to do instead.
ADVICE: dict[str, str | Promise] = {
    "long-sentence": gettext_lazy("A long sentence. Can it become two?"),
    "many-kanji": gettext_lazy("Many kanji. Can it be said with easier words?"),
    "double-negative": gettext_lazy("Twice “not”. Say what one does."),
    "honorific": gettext_lazy("Very polite words. です and ます are enough."),
    "loan-word": gettext_lazy("A loan word. Put an easy word, or explain it in 〈 〉."),
    "passive": gettext_lazy("Say who does it."),
    "noun-chain": gettext_lazy("Many nouns in a row. Put の or a verb between them."),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One text measured. `most` is None where there is no limit; `words` is the whole in one sentence."""

    label: str
    have: int
    most: int | None
    words: str

    @property
    def fits(self) -> bool:
        """Whether it is within its limit."""
        return self.most is None or self.have <= self.most


@dataclass(frozen=True, slots=True)
class Advice:
    """A hint with the words it is about."""

    excerpt: str
    words: str | Promise


def characters(text: str) -> int:
    """The signs of a text without line ends and spaces: as an editor counts."""
    return len("".join(text.split()))


def _measure(label: str, text: str, most: int) -> Measure:
    have = characters(text)
    left = most - have
    if left >= 0:
        words = ngettext("%(have)d character, %(left)d left", "%(have)d characters, %(left)d left", have)
    else:
        words = ngettext("%(have)d character, %(over)d too many", "%(have)d characters, %(over)d too many", have)
    return Measure(
        label, have, most, words % ({"have": have, "left": left} if left >= 0 else {"have": have, "over": -left})
    )


def radio(text: str) -> Measure:
    """Spoken characters and seconds at 300 a minute, numbers read out."""
    seconds = round(seconds_to_read(text))
    facts = {"characters": spoken_characters(text), "seconds": seconds}
    words = _("%(characters)d characters as spoken, about %(seconds)d seconds") % facts
    return Measure(_("Radio script"), seconds, MINUTE, words)


def measures(texts: Mapping[str, str]) -> dict[str, Measure]:
    """Each text with a limit, by its name."""
    paper = sum(
        characters(texts.get(name, "")) for name in ("headline", "lead", "body", "next_step", "easy", "editors_note")
    )
    return {
        "headline": _measure(_("Headline"), texts.get("headline", ""), Result.HEADLINE),
        "lead": _measure(_("The evening in one sentence"), texts.get("lead", ""), Result.LEAD),
        "easy": _measure(_("Easy Japanese"), texts.get("easy", ""), Result.EASY),
        "radio": radio(texts.get("radio", "")),
        "paper": Measure(
            _("Newsletter"), paper, PAPER, _("%(have)d characters typed; two sides hold about %(most)d") % {"have": paper, "most": PAPER}
        ),
    }  # fmt: skip


# Which measures matter where.
BY_CHANNEL: dict[str, tuple[str, ...]] = {
    Channel.WEB: ("headline", "lead", "easy"),
    Channel.FEED: ("headline", "lead"),
    Channel.PAPER: ("headline", "lead", "easy", "paper"),
    Channel.PAPER_LARGE: ("headline", "lead", "easy"),
    Channel.WORD: ("headline", "lead", "easy", "paper"),
    Channel.MINUTES: (),
    Channel.RADIO: ("radio",),
    Channel.MAIL: ("headline", "lead"),
    Channel.BY_HAND: ("headline", "lead"),
}


def for_channel(channel: str, texts: Mapping[str, str]) -> list[Measure]:
    """The measures of one channel."""
    measured = measures(texts)
    return [measured[name] for name in BY_CHANNEL[channel]]


def easy_advice(text: str) -> list[Advice]:
    """Hints for the easy Japanese: at most a few at a time, so that nobody gives up."""
    hints = plain_hints(text)[:FEW_HINTS]
    return [Advice(hint.excerpt, ADVICE[hint.code]) for hint in hints if hint.code in ADVICE]


def undrawable(texts: Mapping[str, str]) -> str:
    """The signs paper has no type for (they become 〓), each once."""
    return unprintable("".join(texts.values()))
