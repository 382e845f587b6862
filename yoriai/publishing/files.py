"""The files of a result: which there are, through which channel, and the making of each once.

A file is kept under the mark of what it tells (`Telling.mark`): another edition, a withdrawn voice, a person who left
make another mark, so an old file is never served again.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from yoriai.publishing import outlets
from yoriai.publishing.content import Telling
from yoriai.publishing.models import Made, Publication, Result
from yoriai.publishing.paper import kawaraban, minutes, radio, word
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
        lambda told, at, chosen: kawaraban.kawaraban_pdf(
            outlets.kawaraban(told, at), stamps=chosen.stamps, reader=chosen.reader
        ),
        takes_options=True,
    ),
    "kawaraban-large.pdf": Outlet(
        Channel.PAPER_LARGE,
        PDF,
        lambda told, at, chosen: kawaraban.kawaraban_pdf(
            outlets.kawaraban(told, at), edition="large", stamps=chosen.stamps, reader=chosen.reader
        ),
        takes_options=True,
    ),
    "kawaraban.docx": Outlet(Channel.WORD, DOCX, lambda told, at, _: word.kawaraban_docx(outlets.kawaraban(told, at))),
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


def made(result: Result, told: Telling, name: str, options: Options = PLAIN, *, preview: bool = False) -> bytes:
    """The file, made now only if it was not made before; of two who ask at once, one makes it. Raises KeyError for another name."""
    outlet = OUTLETS[name]
    if not outlet.takes_options:
        options = PLAIN
    kept = ("preview-" if preview else "") + name + options.suffix
    mark = told.mark
    ready = _ready(result, kept, mark)
    if ready is not None:
        return ready
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [result.pk % 2**31, kept])
        ready = _ready(result, kept, mark)
        if ready is not None:
            return ready
        address = settings.BASE_URL + result.get_absolute_url()
        content = outlet.make(told, address, options)
        Made.objects.filter(result=result, name=kept).delete()
        Made.objects.create(result=result, name=kept, mark=mark, content=content)
        return content


def _ready(result: Result, kept: str, mark: str) -> bytes | None:
    content = Made.objects.filter(result=result, name=kept, mark=mark).values_list("content", flat=True).first()
    return None if content is None else bytes(content)
