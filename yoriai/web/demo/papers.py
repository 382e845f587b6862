"""What came in on paper: the head 髙橋 has no account, and his association stands there all the same (R45)."""

from typing import Any

from django.core.files.base import ContentFile

from yoriai.directory import actions
from yoriai.directory.models import Activity, Entry, Organisation, Paper
from yoriai.engines.pdf_pages import pages
from yoriai.kernel.models import Theme
from yoriai.ui.paper.press import render
from yoriai.web.demo.cast import Cast
from yoriai.web.demo.organisations import ACTIVITIES, PAGES

FAX = "000-000-0011（集会所のFAX）"
BENCH = {
    "title": "集会所の縁台、夕方だけ出します",
    "summary": "夏のあいだ、夕方5時から7時まで、集会所の前に縁台を出します。座って話すだけの集まりです。",
    "days": "7月と8月の火・金 午後5時～7時",
    "joining": "そのまま座ってください。麦茶があります。",
}


def papers(cast: Cast) -> None:
    """Two sheets shown after a telephone call, one whose receipt is out, one nobody has typed in yet."""
    office = cast.who(cast.officer, cast.section)
    for paper, _entry in (
        _typed(cast, "organisation", Organisation(), {"title": cast.neighbourhood.name, **PAGES["neighbourhood"]}),
        *(
            _typed(cast, "activity", Activity(), {"title": title, **facts})
            for _owner, person, title, facts in ACTIVITIES
            if person == "head"
        ),
    ):
        actions.send_receipt(paper, by=office)
        actions.note_yes(paper, Paper.How.CALL, "会長の髙橋さん。石﨑が電話", by=office)
    bench, _entry = _typed(cast, "activity", Activity(), {**BENCH, "themes": ["ninaite"]})
    actions.send_receipt(bench, by=office)
    words = ["銭湯のあとの読み聞かせを、月に一度しています。", "どこに知らせたらよいか、わからず、はがきを書きました。"]
    picture = _picture("市民協働課", "読み聞かせのこと", words)
    actions.take_in([picture], by=office, way=Paper.Way.POST, kind="activity", note="差出人の電話は、はがきの表に")


def _typed(cast: Cast, kind: str, entry: Entry, facts: dict[str, Any]) -> tuple[Paper, Entry]:
    office = cast.who(cast.officer, cast.section)
    themes = Theme.objects.filter(code__in=facts["themes"])
    kept = {name: value for name, value in facts.items() if name not in {"by", "themes"}}
    words = [value for name, value in kept.items() if name != "title" and isinstance(value, str)]
    picture = _picture("市民協働課", kept["title"], words)
    paper = actions.take_in([picture], by=office, way=Paper.Way.FAX, kind=kind, reply_to=FAX)
    paper = actions.put_sender(paper, by=office, actor=cast.neighbourhood)
    areas = [cast.ward if kind == "organisation" else cast.towns[1]]
    return paper, actions.type_in(paper, entry, by=office, themes=themes, areas=areas, **kept)


def _picture(to: str, title: str, words: list[str]) -> "ContentFile[bytes]":
    """A sheet as the fax would bring it."""
    drawn = render("web/demo/sheet.typ", {"to": f"{to} さま", "title": title, "words": words})
    return ContentFile(pages(drawn)[0].data, name="fax.jpg")
