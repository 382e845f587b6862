"""Whom an idea fits: sections by their themes, projects and duties, bodies by what they show. Worked out when somebody asks.

Nobody who is named here learns of it, and nothing is kept: whom to ask, and when, is the group's.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yoriai.directory.queries.board import area_names, ground, theme_names
from yoriai.engines.matching.choosing import Rules
from yoriai.engines.matching.ends import End, Side
from yoriai.engines.matching.suggesting import Board, Suggestion
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor, Area, Item, ItemArea, ItemTheme
from yoriai.proposals.lifecycle import ADOPTED, SINCE_AGREED
from yoriai.proposals.models import Answer, Part, Proposal, Talk
from yoriai.proposals.queries.partners import not_named

# So many papers of each sort are read, the newest: the page has an end in any city.
PAPERS, DUTIES = 250, 250
MOST, REASONS, WORDS = 6, 2, 2
SHOWN_KINDS = ("organisation", "activity", "offer", "need", "case", "measure")
IDEA, AGREED = "idea", "agreed"
# A page reads all papers of one actor; that they are alike or not says nothing here. Few words in common are no reason.
RULES = {
    "section": Rules(each=24, most_shown=1000, unlike=0.0, pool=60, both_look=False, least=0.08),
    "body": Rules(each=24, most_shown=1000, unlike=0.0, pool=60, both_look=False, least=0.08, nearness=0.1),
}


@dataclass(frozen=True, slots=True)
class Fits:
    """Somebody the idea fits, and why, in sentences."""

    actor: Actor
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What speaks for somebody: whose, of which sort, what it is called, what stands in it."""

    actor: int
    sort: str
    title: str
    text: str
    item: int = 0


def likely_sections(proposal: Proposal, today: dt.date) -> list[Fits]:
    """Sections whose themes, past projects, pages or duties speak of what the idea speaks of. The number of queries is fixed."""
    sections = Actor.objects.filter(kind=Actor.Kind.SECTION, left=None).in_bulk()
    papers = [*_own_papers(sections), *_projects(sections), *_duties(sections)]
    return _fitting(proposal, papers, sections, RULES["section"], today)


def likely_bodies(proposal: Proposal, today: dt.date) -> list[Fits]:
    """Groups, companies, schools whose pages, activities and offers fit; not who is asked already, nor who rests."""
    rows = (
        Item.objects.filter(kind__in=SHOWN_KINDS, visibility=Visibility.PUBLIC, state="shown", by__left=None)
        .exclude(not_named(proposal, "by"))
        .exclude(by__kind__in=(*Actor.ONE_HUMAN, Actor.Kind.SECTION))
        .select_related("by")
        .defer("search")
        .order_by("-pk")[:PAPERS]
    )
    found = list(rows)
    papers = [Paper(row.by_id, "shown", row.title, row.summary, row.pk) for row in found]
    return _fitting(proposal, papers, {row.by_id: row.by for row in found}, RULES["body"], today)


def _own_papers(sections: dict[int, Actor]) -> Iterator[Paper]:
    """Theme sheets of this and former years, and what the section shows."""
    rows = Item.objects.filter(by__in=sections, visibility=Visibility.PUBLIC).select_related("as_scheme_theme")
    for row in rows.filter(kind__in=("scheme_theme", *SHOWN_KINDS)).defer("search").order_by("-pk")[:PAPERS]:
        theme = row.kind == "scheme_theme"
        text = f"{row.as_scheme_theme.background}\n{row.as_scheme_theme.wanted}" if theme else row.summary
        yield Paper(row.by_id, "theme" if theme else "shown", row.title, text, row.pk)


def _projects(sections: dict[int, Actor]) -> Iterator[Paper]:
    """Joint projects it answered for, as the one that leads: what they were about, in the words everybody may read."""
    rows = Talk.objects.filter(section__in=sections, ended=None, leads=True, proposal__state__in=ADOPTED)
    rows = rows.filter(proposal__visibility=Visibility.PUBLIC)
    talks = list(rows.order_by("-pk").select_related("proposal__scheme").defer("proposal__search")[:PAPERS])
    shown = {
        talk.proposal_id: {field.key for field in talk.proposal.scheme.the_plan.fields if field.shown == "public"}
        for talk in talks
    }
    said: defaultdict[int, list[str]] = defaultdict(list)
    answers = Answer.objects.filter(proposal__in=shown, key__in=("purpose", "contents", "issue"))
    for pk, key, text in answers.values_list("proposal", "key", "text"):
        if key in shown[pk]:
            said[pk].append(text)
    for talk in talks:
        yield Paper(
            talk.section_id, "project", talk.proposal.title, "\n".join(said[talk.proposal_id]), talk.proposal_id
        )


def _duties(sections: dict[int, Actor]) -> Iterator[Paper]:
    """What it took upon itself in projects everybody may read of: from the agreement on, and not hidden."""
    agreed = {"duty__proposal__state__in": SINCE_AGREED, "duty__proposal__steps__target": AGREED}
    rows = Part.objects.filter(actor__in=sections, duty__proposal__visibility=Visibility.PUBLIC, **agreed)
    rows = rows.order_by("-pk")
    for section, what, brings in rows.values_list("actor", "duty__what", "brings")[:DUTIES]:
        yield Paper(section, "duty", what, brings)


def _fitting(
    proposal: Proposal, papers: list[Paper], actors: dict[int, Actor], rules: Rules, today: dt.date
) -> list[Fits]:
    items = {proposal.pk, *(paper.item for paper in papers if paper.item)}
    themes, areas = _themes(items), _areas(items)
    ends = [_end(str(number), paper, themes, areas) for number, paper in enumerate(papers)]
    mine = End(
        key=IDEA, side=Side.NEED, text=_words_of(proposal), actor=str(proposal.by_id), themes=themes[proposal.pk],
        areas=areas[proposal.pk],
    )  # fmt: skip
    board = Board([mine, *ends], ground(), today=today)
    found = board.meet(rules, lambda end: end.key == IDEA, lambda end: end.key != IDEA).get(IDEA, [])
    names = {"theme": theme_names(), "area": area_names()}
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for one in sorted(found, key=lambda each: -each.score):
        paper = papers[int(one.partner)]
        reasons[paper.actor].append(_sentence(paper, one, names))
    return [Fits(actors[pk], tuple(dict.fromkeys(some))[:REASONS]) for pk, some in list(reasons.items())[:MOST]]


def _end(key: str, paper: Paper, themes: Any, areas: Any) -> End:
    text = f"{paper.title}\n{paper.text}"
    return End(
        key=key, side=Side.OFFER, text=text, actor=str(paper.actor), themes=themes[paper.item], areas=areas[paper.item]
    )


def _words_of(proposal: Proposal) -> str:
    """What the idea says, but for what is between its group and the office."""
    private = {field.key for field in proposal.scheme.the_plan.fields if field.shown == "office"}
    rows = Answer.objects.filter(proposal=proposal).order_by("pk").values_list("key", "text")
    return "\n".join([proposal.title, *(text for key, text in rows if key not in private)])


def _themes(items: Iterable[int]) -> defaultdict[int, tuple[str, ...]]:
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for item, code in ItemTheme.objects.filter(item__in=items).order_by("pk").values_list("item_id", "theme__code"):
        found[item] += (code,)
    return found


def _areas(items: Iterable[int]) -> defaultdict[int, tuple[str, ...]]:
    """The innermost: an item stands in all areas above, and the whole city is no place."""
    paths: defaultdict[int, list[str]] = defaultdict(list)
    rows = ItemArea.objects.filter(item__in=items).exclude(area__kind=Area.Kind.CITY)
    for item, path in rows.values_list("item_id", "area__path"):
        paths[item].append(path)
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for item, some in paths.items():
        inner = [one for one in some if not any(other != one and other.startswith(one) for other in some)]
        found[item] = tuple(path.rstrip("/").rpartition("/")[2] for path in sorted(inner))
    return found


def _sentence(paper: Paper, one: Suggestion, names: dict[str, dict[str, str]]) -> str:
    called = names.get(one.reason.name, {})
    words = "".join(_("“%(word)s”") % {"word": called.get(word, word)} for word in one.reason.shared[:WORDS])
    facts = {"title": paper.title, "words": words}
    if not words:
        return _("“%(title)s” is close by.") % facts
    if one.reason.name == "area":
        return _("“%(title)s” is in %(words)s, where the idea is.") % facts
    if paper.sort == "theme":
        return _("Its theme sheet “%(title)s” is about %(words)s, as the idea is.") % facts
    if paper.sort == "project":
        return _("It answered for the project “%(title)s”, about %(words)s.") % facts
    if paper.sort == "duty":
        return _("In a project it took on “%(title)s”: about %(words)s.") % facts
    return _("It shows “%(title)s”, about %(words)s, as the idea is.") % facts
