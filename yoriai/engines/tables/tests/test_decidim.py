"""A city can leave Decidim: its open-data export read, in the editions met, and whatever is put in its place refused."""

import datetime as dt
import io
import zipfile

import pytest

from yoriai.engines.tables.decidim import moment, read_decidim
from yoriai.engines.tables.html_text import plain_text
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.records import Limits
from yoriai.engines.tables.report import Report

# The columns of 0.31 (proposals), 0.28 (comments, meetings) and 0.29 (groups), as its serializers write them.
PROPOSALS = """id;author/id;author/name;author/url;taxonomies/id;taxonomies/name;participatory_space/id;participatory_space/url;\
component/id;title/ja;title/en;title/machine_translations/es;body/ja;body/en;address;latitude;longitude;state;\
state_published_at;reference;answer/ja;answered_at;votes;likes/total_count;likes/user_endorsements;comments;url;meeting_urls;\
related_proposals;is_amend;original_proposal/title/ja;original_proposal/url;withdrawn;published_at
1;10, 11;山田, 川の会;https://d.example/p/a, https://d.example/p/b;3;環境, 川;2;https://d.example/processes/kawa;4;川に橋を;\
Bridge;Puente;"<p>ここに<strong>橋</strong>を。</p><ul><li>ひとつ</li><li>ふたつ &amp; みっつ</li></ul>";;杜野市長町1;38.22;140.88;\
accepted;;P-1;<p>進めます。</p>;;12;3;;2;https://d.example/proposals/1;https://d.example/meetings/7;;false;;;false;\
2025-05-01 10:00:00 +0900
2;12;匿名;;;;2;;4;;Park;;;"Trees; and ""benches""
please";;;;;;P-2;;;;;;;;;;true;もと;https://d.example/proposals/1;true;2025-06-01T00:00:00.000Z
3;13;;;;;2;;4;;;Parque;;;;;;;;;;;;;;;;;;;;;;
;14;;;;;2;;4;題だけ;;;;;;;;;;;;;;;;;;;;;;;
"""
COMMENTS = """id;created_at;body;locale;author/id;author/name;alignment;depth;user_group/id;user_group/name;commentable_id;\
commentable_type;root_commentable_url
5;2025-05-02 09:30:00 UTC;賛成です;ja;10;山田;1;0;9;川の会;1;Decidim::Proposals::Proposal;https://d.example/proposals/1
6;2025-05-02 10:30:00;'=1+1 でも;ja;11;佐藤;-1;1;;;5;Decidim::Comments::Comment;https://d.example/proposals/1
7;2025-05-02 10:30:00;;ja;11;佐藤;0;0;;;1;Decidim::Proposals::Proposal;
"""
MEETINGS = """id,category/name,participatory_space/id,title/ca,title/ja,description/ja,start_time,end_time,attendees,\
organizations,address,location/ja,location_hints/ja,url,published,type_of_meeting,online_meeting_url,available_slots
7,,2,Trobada,川の集い,<p>話します</p>,2025-05-10 01:00:00 UTC,2025-05-10 03:00:00 UTC,25,川の会、町内会,杜野市長町2,公民館,2階,\
https://d.example/meetings/7,true,hybrid,https://v.example/7,40
"""
GROUPS = """id;name;nickname;avatar_url;profile_url;deleted;badge;members_count;members/id;members/name
9;川の会;kawa;;https://d.example/profiles/kawa;false;verified-badge;12;10, 11;山田, 佐藤
8;きえた会;kieta;;;true;;0;;
"""
PARTS = {
    "d.example-open-data-proposals.csv": PROPOSALS,
    "d.example-open-data-proposal_comments.csv": COMMENTS,
    "d.example-open-data-meetings.csv": MEETINGS,
    "d.example-open-data-meeting_comments.csv": "\n",
    "d.example-open-data-user_groups.csv": GROUPS,
    "d.example-open-data-users.csv": "id;name\n10;山田\n",
    "README.md": "Files",
}


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_proposals_with_their_authors_words_and_what_became_of_them() -> None:
    report = Report()
    rows = list(read_decidim(zipped(PARTS)).proposals(report))
    (_, bridge), (_, park), (_, parque) = rows
    assert (bridge.source_id, bridge.title, bridge.language, bridge.state) == ("1", "川に橋を", "ja", "accepted")
    assert bridge.body == "ここに橋を。\n\n・ひとつ\n・ふたつ & みっつ"
    assert (bridge.authors, bridge.author_ids) == (("山田", "川の会"), ("10", "11"))
    assert (bridge.answer, bridge.votes, bridge.likes, bridge.reference) == ("進めます。", 12, 3, "P-1")
    assert (bridge.position, bridge.address, bridge.subjects) == ((38.22, 140.88), "杜野市長町1", ("環境", "川"))
    assert (bridge.url, bridge.meeting_urls) == ("https://d.example/proposals/1", ("https://d.example/meetings/7",))
    assert bridge.published_at == dt.datetime(2025, 5, 1, 1, tzinfo=dt.UTC)
    assert (park.title, park.body, park.language) == ("Park", 'Trees; and "benches"\nplease', "en")
    assert (park.state, park.amends) == ("withdrawn", "https://d.example/proposals/1")
    assert (parque.title, parque.language) == ("Parque", "es")  # a machine's words, where there are no others
    assert [(line, reason.code) for line, reason in report.skipped] == [(5, "decidim_blank")]


def test_comments_know_what_they_are_on_and_which_way_they_go() -> None:
    report = Report()
    first, second = [row for _line, row in read_decidim(zipped(PARTS)).comments(report)]
    assert (first.body, first.alignment, first.group, first.talk) == ("賛成です", 1, "川の会", "proposal")
    assert (first.on_kind, first.on_id, second.on_kind, second.on_id) == ("proposal", "1", "comment", "5")
    assert (second.body, second.alignment, second.depth) == ("=1+1 でも", -1, 1)
    assert first.created_at == dt.datetime(2025, 5, 2, 9, 30, tzinfo=dt.UTC)
    assert len(report.skipped) == 1


def test_meetings_and_groups() -> None:
    archive = read_decidim(zipped(PARTS))
    ((_, meeting),) = archive.meetings(Report())
    assert (meeting.title, meeting.description, meeting.place, meeting.hints) == (
        "川の集い",
        "話します",
        "公民館",
        "2階",
    )
    assert (meeting.starts_at, meeting.kind) == (dt.datetime(2025, 5, 10, 1, tzinfo=dt.UTC), "hybrid")
    assert (meeting.organisations, meeting.attendees, meeting.places) == (("川の会", "町内会"), 25, 40)
    report = Report()
    ((_, group),) = archive.organisations(report)
    assert (group.name, group.nickname, group.members, group.verified) == ("川の会", "kawa", 12, True)
    assert len(report.skipped) == 1  # taken down


def test_what_is_absent_and_what_was_left_is_told() -> None:
    whole = read_decidim(zipped(PARTS))
    assert [(note.code, note.params) for note in whole.notes] == [
        ("parts_left", {"names": "README.md, d.example-open-data-users.csv"})
    ]
    part = read_decidim(zipped({"a/b/x-open-data-meetings.csv": MEETINGS}))
    assert [(note.code, note.params["names"]) for note in part.notes] == [
        ("parts_absent", "proposals, comments, user_groups")
    ]
    assert list(part.proposals(Report())) == []


def test_an_older_edition_has_other_columns() -> None:
    columns = "id;category/id;category/name/ja;scope/name/ja;title/ja;body/ja;state;supports;endorsements/total_count"
    old = f"{columns}\n1;2;緑;青葉区;木;植える;;4;1\n"
    ((_, proposal),) = read_decidim(zipped({"open-data-proposals.csv": old})).proposals(Report())
    assert (proposal.subjects, proposal.votes, proposal.likes) == (("緑", "青葉区"), 4, 1)


@pytest.mark.parametrize(
    "name", ["../../etc/x-open-data-proposals.csv", "C:\\x\\x-open-data-proposals.csv", "/x-open-data-proposals.csv"]
)
def test_where_a_part_says_it_lies_does_not_matter(name: str) -> None:
    assert len(list(read_decidim(zipped({name: PROPOSALS})).proposals(Report()))) == 3


def refusal(source: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        read_decidim(source, limits=limits)
    return refused.value.reason.code


def lying(size: int) -> bytes:
    """An archive whose directory says that a large part is small."""
    whole = bytearray(zipped({"x-open-data-proposals.csv": b"id;title\n" + b"1;x\n" * 4_000_000}))
    for mark in (b"PK\x01\x02", b"PK\x03\x04"):
        at = whole.rfind(mark) + (24 if mark[2] == 1 else 22)
        whole[at : at + 4] = size.to_bytes(4, "little")
    return bytes(whole)


def test_bombs_and_other_files_are_refused() -> None:
    bomb = {"x-open-data-proposals.csv": b"id;title\n" + b"\n" * 60_000_000}
    assert refusal(zipped(bomb)) == "unzips_too_large"
    assert (
        refusal(zipped({"x-open-data-proposals.csv": PROPOSALS * 400}), Limits(unzipped=100_000)) == "unzips_too_large"
    )
    assert refusal(lying(1000)) in ("not_a_zip", "unzips_too_large")
    assert refusal(zipped({"inner.zip": zipped(PARTS)})) == "no_decidim"
    assert refusal(zipped({})) == "no_decidim"
    assert refusal(b"id;title\n1;x\n") == "not_a_zip"
    assert refusal(zipped(PARTS)[:-200]) == "not_a_zip"
    assert refusal(b"") == "empty"
    assert refusal(zipped({"x-open-data-proposals.csv": "a;b\n1;2\n"})) == "columns_missing"


def test_moments_and_html() -> None:
    assert moment("2025-05-01 10:00:00 +0900").value == dt.datetime(2025, 5, 1, 1, tzinfo=dt.UTC)
    assert moment("2025-05-01T10:00:00.123Z").value == dt.datetime(2025, 5, 1, 10, tzinfo=dt.UTC)
    assert moment("yesterday").doubt == "date_unreadable"
    assert plain_text("1 < 2 & 3") == "1 < 2 & 3"
    assert plain_text('<p>a<br>b</p><script>x()</script><p><a href="javascript:x">c</a></p>') == "a\nb\n\nc"
    assert plain_text("<" * 50_000) == "<" * 50_000
