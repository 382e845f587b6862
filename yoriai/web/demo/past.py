"""What was told in the years before and has ended since, so that the archive has something to find."""

import datetime as dt
from typing import Any

from django.utils import timezone

from yoriai.directory.actions import add_entry, end_entry, show_entry
from yoriai.directory.models import Activity, Entry
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Item, Record
from yoriai.web.demo.cast import Cast

MONTH = dt.timedelta(days=30)
# (title, summary, days, months ago it came, months ago it ended)
TOLD = [
    (
        "冬休みの宿題教室",
        "年末の三日間、そらのまで宿題を広げました。大学生が四人、見てくれました。",
        "12月26日～28日",
        23,
        22,
    ),
    (
        "空き店舗の、ペンキ塗り",
        "壁を白くして、子どもたちの絵を飾りました。のべ三十人が手伝ってくれました。",
        "土曜の午前",
        19,
        18,
    ),
    ("夏の朝の、ラジオ体操", "公園に朝6時半。雨の日は、そらのまの中でしました。", "7月21日～31日", 16, 15),
]


def past(cast: Cast) -> None:
    """By the NPO's worker, through the same actions; only the days are put back."""
    by = cast.who(cast.worker, cast.npo)
    for title, summary, days, came, ended in TOLD:
        facts: dict[str, Any] = {"title": title, "summary": summary, "days": days, "themes": cast.themes[:1]}
        told_once(Activity(), by=by, came=came, ended=ended, **facts)


def told_once(entry: Entry, *, by: Who, came: int, ended: int, **facts: Any) -> Item:
    """An entry that came so many months ago and has ended since."""
    made = show_entry(add_entry(entry, by=by, **facts), by=by)
    end_entry(made, by=by)
    now = timezone.now()
    Item.objects.filter(pk=made.pk).update(created=now - came * MONTH)
    Record.objects.filter(item=made.pk).update(at=now - came * MONTH)
    Record.objects.filter(item=made.pk, verb__endswith=".ended").update(at=now - ended * MONTH)
    return Item.objects.get(pk=made.pk)
