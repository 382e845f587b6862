"""A city leaves Decidim: its groups, meetings, proposals and comments become what they are here.

A space of Decidim becomes an activity, a proposal a card about it with its whole text, a comment a comment. People are not
read: whoever wrote is somebody without a name, the same one throughout the file; a group speaks under its own name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_noop

from yoriai.directory.actions.imports.events import Day, EventIntake
from yoriai.directory.actions.imports.intake import Incoming, fitted, in_words
from yoriai.directory.actions.imports.organisations import OrganisationIntake
from yoriai.directory.actions.imports.whereabouts import Whereabouts
from yoriai.directory.models import Activity, Entry, Event, Organisation
from yoriai.directory.policy import can_edit_places
from yoriai.engines.tables.decidim import Comment as Written
from yoriai.engines.tables.decidim import Decidim, Meeting, Proposal
from yoriai.engines.tables.reasons import Reason
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.sources import source_key
from yoriai.engines.tables.taking import End, Line
from yoriai.kernel.actors.actions import add_actors
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import add_item, add_items, save_item
from yoriai.kernel.items.models import ItemArea, ItemTheme, Visibility
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Actor, Item, Link
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record
from yoriai.voices.models import Comment, Door, Statement

WITHDRAWN = gettext_noop("Its author has withdrawn it.")
ELSEWHERE = gettext_noop("What it was written about is not in the file, or did not go in.")
NO_START = gettext_noop("The meeting has no beginning that can be read.")
STATES = {"accepted": "採用", "rejected": "不採用", "evaluating": "検討中", "not_answered": "回答前"}
SIDES = {1: "（賛成）", -1: "（反対）", 0: ""}
PARTS = ("organisations", "meetings", "proposals", "comments")


@transaction.atomic
def take_decidim(archive: Decidim, *, by: Who, source: str = "") -> Report:
    """Take the whole archive. source: whose data it is, with its licence. Twice changes nothing."""
    require(can_edit_places(by))
    move = _Move(archive, by, source or "Decidim")
    total = Report()
    for part in PARTS:
        report = Report()
        getattr(move, part)(report)
        total.taken += report.taken
        total.updated += report.updated
        total.unchanged += report.unchanged
        for told, rows in ((total.flagged, report.flagged), (total.skipped, report.skipped)):
            told += [(line, Reason(reason.code, {**reason.params, "part": part})) for line, reason in rows]
        total.changes += report.changes
    if total.taken or total.updated:
        record("decidim.imported", by=by, inside=True, taken=total.taken, updated=total.updated)
    return total


@dataclass(slots=True)
class _Move:
    """One archive on its way in."""

    archive: Decidim
    by: Who
    source: str
    where: Whereabouts = field(default_factory=Whereabouts)
    # By the id of the group, and by its name.
    groups: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    # (kind, id in Decidim) → the item here.
    items: dict[tuple[str, str], Item] = field(default_factory=dict)
    spaces: dict[str, Activity] = field(default_factory=dict)
    # The page of a space by its id: not every row tells it.
    urls: dict[str, str] = field(default_factory=dict)

    def organisations(self, report: Report) -> None:
        """Groups become bodies with a page."""
        keys: dict[str, str] = {}

        def rows() -> Iterator[Incoming]:
            for line, group in self.archive.organisations(report):
                key = self._key("organisations", group.source_id or group.name)
                keys[key] = group.source_id
                told = in_words(("会員", f"{group.members}人" if group.members else ""))
                facts = {"title": group.name, "summary": "\n".join([group.about, *told]).strip(), "website": group.url}
                kind = (Actor.Kind.GROUP, "", None)
                yield Incoming(line, (key, key), fitted(Organisation, line, facts), parts=kind)

        OrganisationIntake(report, self.by, self.source).take(rows())
        for page in Organisation.objects.filter(source_key__in=keys).select_related("actor"):
            self.groups[keys[str(page.source_key)]] = self.groups[f"name {page.title}"] = page.actor

    def meetings(self, report: Report) -> None:
        """Meetings become events."""
        keys: dict[str, Meeting] = {}

        def rows() -> Iterator[Incoming]:
            for line, meeting in self.archive.meetings(report):
                if meeting.starts_at is None:
                    line.skip(NO_START)
                    continue
                key = self._key("events", meeting.source_id)
                keys[key] = meeting
                yield self._event(line, meeting, key)

        EventIntake(report, self.by, self.source).take(rows())
        for event in Event.objects.filter(source_key__in=keys):
            meeting = keys[str(event.source_key)]
            self.items["meeting", meeting.source_id] = self.items["url", meeting.url] = event

    def _event(self, line: Line, meeting: Meeting, key: str) -> Incoming:
        assert meeting.starts_at is not None
        ends = meeting.ends_at if meeting.ends_at and meeting.ends_at >= meeting.starts_at else None
        day = Day(meeting.starts_at, ends, all_day=False, cancelled_why="取り下げ" if meeting.withdrawn else "")
        told = in_words(
            ("来た団体", "、".join(meeting.organisations)),
            ("来た人", f"{meeting.attendees}人" if meeting.attendees else ""),
            ("報告", meeting.report),
        )
        facts = {
            "title": meeting.title,
            "summary": "\n".join(filter(None, [meeting.description, *told])),
            "meets_at": " ".join(filter(None, [meeting.place, meeting.address, meeting.hints])),
            "online_url": meeting.online_url,
            "capacity": meeting.places,
            "website": meeting.url,
            "latitude": meeting.position[0] if meeting.position else None,
            "longitude": meeting.position[1] if meeting.position else None,
        }
        areas, _inner = self.where.areas(meeting.position, meeting.address)
        return Incoming(line, (key, key), fitted(Event, line, facts), set(), areas, [day])

    def proposals(self, report: Report) -> None:
        """Proposals become cards about the activity that their space has become."""
        rows = []
        for line, proposal in self.archive.proposals(report):
            if proposal.state == "withdrawn":
                line.skip(WITHDRAWN)
            else:
                rows.append((line, proposal, self._key("proposals", proposal.source_id)))
                self.urls.setdefault(proposal.space, proposal.space_url)
        known = {card.source_key: card for card in Statement.objects.filter(source_key__in=[key for *_, key in rows])}
        new: list[tuple[Statement, Proposal]] = []
        for line, proposal, key in rows:
            card = known.get(key)
            if card is None:
                card = self._card(proposal, key)
                known[key] = card
                new.append((card, proposal))
                line.ends("taken")
            elif card.pk is None:
                line.skip("id_repeated", id=proposal.source_id)
            else:
                line.ends(self._changed(card, proposal))
            self.items["proposal", proposal.source_id] = card
        self._add(new)

    def _card(self, proposal: Proposal, key: str) -> Statement:
        return Statement(
            about=self._space(proposal).item,
            by=self._writer(proposal.author_ids, proposal.authors),
            title=proposal.title[: Statement.MOST_CHARACTERS],
            summary=_whole(proposal),
            sort=Statement.Sort.COULD,
            state=Statement.State.WRITTEN,
            door=Door.HOME,
            visibility=Visibility.PUBLIC,
            source_key=key,
        )

    def _changed(self, card: Statement, proposal: Proposal) -> End:
        facts = {"title": proposal.title[: Statement.MOST_CHARACTERS], "summary": _whole(proposal)}
        changed = [name for name, value in facts.items() if getattr(card, name) != value]
        for name in changed:
            setattr(card, name, facts[name])
        if changed:
            save_item(card, *changed)
            record("statement.changed", by=self.by, item=card)
        return "updated" if changed else "unchanged"

    def _add(self, new: list[tuple[Statement, Proposal]]) -> None:
        add_items([card for card, _proposal in new])
        for card, proposal in new:
            themes = self.where.themes(proposal.subjects)
            areas, _inner = self.where.areas(proposal.position, proposal.address)
            ItemTheme.objects.bulk_create([ItemTheme(item_id=card.pk, theme_id=pk) for pk in sorted(themes)])
            ItemArea.objects.bulk_create([ItemArea(item_id=card.pk, area_id=pk) for pk in sorted(areas)])
            if proposal.published_at:  # when it was said, not when it was moved
                Item.objects.filter(pk=card.pk).update(created=proposal.published_at)
            for url in proposal.meeting_urls:
                if ("url", url) in self.items:
                    link(card.item, self.items["url", url], Link.Kind.RAISED_AT, by=self.by.actor)

    def comments(self, report: Report) -> None:
        """Comments, and replies to them, stand on what the talk was about. The same words on the same thing are one."""
        rows = []
        for line, written in self.archive.comments(report):
            item = self.items.get((written.on_kind, written.on_id))
            if item is None:
                line.skip(ELSEWHERE)
                continue
            self.items["comment", written.source_id] = item
            rows.append(
                (line, written, item, f"{SIDES.get(written.alignment, '')}{written.body}"[: Comment.MOST_CHARACTERS])
            )
        there: defaultdict[int, Counter[str]] = defaultdict(Counter)
        on = {item.pk for _line, _written, item, _text in rows}
        for pk, text in Comment.objects.filter(item__in=on).values_list("item_id", "text"):
            there[pk][text] += 1
        new = []
        for line, written, item, text in rows:
            if there[item.pk][text] > 0:
                there[item.pk][text] -= 1
                line.ends("unchanged")
                continue
            ids = (written.group_id,) if written.group_id else written.author_ids
            by = self._writer(ids, (written.group,) if written.group else written.authors)
            new.append((Comment(item_id=item.pk, by=by, text=text), written))
            line.ends("taken")
        _write(new)

    def _writer(self, ids: tuple[str, ...], names: tuple[str, ...]) -> Actor:
        """The group among those who wrote, else somebody without a name, the same one throughout the file.

        Editions differ in whether the id of a group is that of its account, so that its name counts too.
        """
        keys = (*ids, *(f"name {name}" for name in names))
        group = next((self.groups[key] for key in keys if key in self.groups), None)
        if group is not None:
            return group
        person = ids[0] if ids else ""
        if person not in self.people:
            self.people[person] = Actor(kind=Actor.Kind.GUEST)
            add_actors([self.people[person]])
        return self.people[person]

    def _space(self, proposal: Proposal) -> Activity:
        """The activity that this space of Decidim has become."""
        url = proposal.space_url or self.urls.get(proposal.space, "")
        key = self._key("spaces", url or proposal.space or "-")
        if key in self.spaces:
            return self.spaces[key]
        found: Activity | None = Activity.objects.filter(source_key=key).first()
        if found is None:
            path = urlsplit(url).path.rstrip("/").rpartition("/")[2]
            named = proposal.space if not proposal.space.isdigit() else ""
            found = Activity(
                source_key=key, source=self.source[:200], by=self.by.actor, state=Entry.State.SHOWN,
                visibility=Visibility.PUBLIC, title=(named or path or "Decidim")[:200], website=url[:200],
                summary="Decidim から移した提案と意見です。",
            )  # fmt: skip
            add_item(found)
            record("activity.added", by=self.by, item=found)
        self.spaces[key] = found
        return found

    def _key(self, kind: str, source_id: str) -> str:
        return source_key(kind, "decidim", "", source_id=source_id)


def _whole(proposal: Proposal) -> str:
    """Its words, what was answered, and how it stood when it was moved."""
    told = in_words(
        ("回答", proposal.answer),
        ("状態", STATES.get(proposal.state, proposal.state)),
        ("Decidim での賛同", str(proposal.votes + proposal.likes) if proposal.votes + proposal.likes else ""),
        ("場所", proposal.address),
        ("番号", proposal.reference),
        ("もとのページ", proposal.url),
    )
    return "\n".join(filter(None, [proposal.body, *told]))


def _write(new: list[tuple[Comment, Written]]) -> None:
    rows = Comment.objects.bulk_create([comment for comment, _written in new], batch_size=500)
    for row, (_comment, written) in zip(rows, new, strict=True):
        if written.created_at:
            row.created = written.created_at
    Comment.objects.bulk_update(rows, ["created"], batch_size=500)
