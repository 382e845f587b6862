"""The files of a result: which there are, through which channel, and how each is made from a telling."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from yoriai.kernel.readings.queries import refresh
from yoriai.publishing import outlets
from yoriai.publishing.content import Telling
from yoriai.publishing.models import Publication
from yoriai.publishing.paper import kawaraban, minutes, radio, word
from yoriai.publishing.queries import pixels
from yoriai.ui.paper.text import Reader

Channel = Publication.Channel
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
STAMPS = 12  # boxes of a 回覧印 for one round through a neighbourhood group


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader may choose for the newsletter's PDF."""

    furigana: bool = False
    circulation: bool = False

    @property
    def suffix(self) -> str:
        """Part of the name a made file is kept under."""
        return ("-furigana" if self.furigana else "") + ("-circulation" if self.circulation else "")

    @property
    def reader(self) -> Reader | None:
        """What gives the readings above the kanji."""
        if not self.furigana:
            return None
        from yoriai.engines.japanese.ruby import pieces

        return pieces

    @property
    def stamps(self) -> int:
        """How many boxes for stamps."""
        return STAMPS if self.circulation else 0


def _issue(told: Telling, at: str) -> kawaraban.Kawaraban:
    return outlets.kawaraban(told, at, pixels(told, on_paper=True))


@dataclass(frozen=True, slots=True)
class Outlet:
    """One file: the channel that opens it, its type, and how it is made from a telling and the address of the page."""

    channel: Channel
    media: str
    make: Callable[[Telling, str, Options], bytes]
    takes_options: bool = False


OUTLETS: dict[str, Outlet] = {
    "kawaraban.pdf": Outlet(
        Channel.PAPER,
        PDF,
        lambda told, at, chosen: kawaraban.kawaraban_pdf(_issue(told, at), stamps=chosen.stamps, reader=chosen.reader),
        takes_options=True,
    ),
    "kawaraban-large.pdf": Outlet(
        Channel.PAPER_LARGE,
        PDF,
        lambda told, at, chosen: kawaraban.kawaraban_pdf(
            _issue(told, at),
            edition="large",
            stamps=chosen.stamps,
            reader=chosen.reader,
        ),
        takes_options=True,
    ),
    "kawaraban.docx": Outlet(
        Channel.WORD,
        DOCX,
        lambda told, at, _: word.kawaraban_docx(_issue(told, at)),
    ),
    "minutes.pdf": Outlet(Channel.MINUTES, PDF, lambda told, at, _: minutes.minutes_pdf(outlets.minutes(told, at))),
    "minutes.docx": Outlet(Channel.MINUTES, DOCX, lambda told, at, _: word.minutes_docx(outlets.minutes(told, at))),
    "radio.pdf": Outlet(Channel.RADIO, PDF, lambda told, at, _: radio.radio_pdf(outlets.radio(told, at))),
    "radio.txt": Outlet(
        Channel.RADIO, "text/plain; charset=utf-8", lambda told, at, _: radio.radio_txt(outlets.radio(told, at))
    ),
}
PLAIN = Options()


def files_on(channels: Collection[str]) -> list[str]:
    """The names of the files these channels open."""
    return [name for name, outlet in OUTLETS.items() if outlet.channel in channels]


def name_kept(name: str, options: Options, *, preview: bool) -> str:
    """Under which name a made file is kept: previews and options are files of their own."""
    return ("preview-" if preview else "") + name + (options.suffix if OUTLETS[name].takes_options else "")


def make(told: Telling, name: str, address: str, options: Options = PLAIN) -> bytes:
    """The file, made anew, read by the city's dictionary. Raises KeyError for a name that is none of ours."""
    outlet = OUTLETS[name]
    refresh()
    return outlet.make(told, address, options if outlet.takes_options else PLAIN)
