"""On long random ways, asides and ends of every sort among them, nothing leaks, nothing is lost, nothing leaves the table (R35)."""

import random

import pytest
from django.core.cache import caches

from yoriai.engines.schemes import digest
from yoriai.kernel.items.actions import index, put_themes
from yoriai.kernel.models import Item, Record, Theme
from yoriai.kernel.policy import NotPossible
from yoriai.people.actions import follow
from yoriai.people.models import Outgoing
from yoriai.people.tasks import tell
from yoriai.proposals import actions
from yoriai.proposals.lifecycle import OVER, PROPOSAL, SINCE_AGREED
from yoriai.proposals.models import Document, Proposal, Step
from yoriai.proposals.tests.test_leaks import SECRET, everywhere, read
from yoriai.proposals.tests.test_pages import BETWEEN
from yoriai.proposals.tests.walk import ANSWERS
from yoriai.proposals.tests.walk_examples import ALSO_ASKED, CLASSES, ExampleWalk
from yoriai.proposals.tests.wandering import doors, next_verb, step
from yoriai.web.actions import count_items
from yoriai.web.models import Count
from yoriai.web.open_data import FORMS, SETS

__all__ = ["everywhere"]  # a fixture
TABLE = {(move.source, move.verb, move.target) for move in PROPOSAL.moves}
# How each walk ends, whether the list of what came in is published on its way, its seed. Chosen so that together they pass through
# every state of the table.
WAYS = [
    ("withdraw", False, 105), ("turn_down", True, 4), ("refuse", True, 41), ("give_up", False, 6), ("stop", True, 4), ("", True, 3),
]  # fmt: skip
MORE = [
    *(f"/open-data/{name}.{form}" for name in SETS for form in FORMS), "/entries.atom", "/calendar.ics", "/archive/", "/feed.atom",
]  # fmt: skip
AT_A_STEP = 3
MOST_STEPS = 45


@pytest.fixture
def readers(walk, client, client_of):
    return readers_of(walk, client, client_of)


def readers_of(walk, client, client_of):
    """Signed out; an outsider who follows the theme; somebody of another group with a proposal in the same scheme."""
    cast, kind = walk.cast, walk.plan.types[0]
    actions.begin(walk.scheme, by=cast.who(cast.salesman, cast.company), type=kind.key, title="新聞で見守り")
    follow(Theme.objects.get(code="yukikaki"), by=cast.who(cast.outsider))
    return [client, client_of(cast.outsider), client_of(cast.salesman)]


def between(plan):
    """What lies between the parties for ever: what the scheme calls so, and every word beside the forms."""
    shown = {field.key: field.shown for field in plan.fields}
    said = [
        (shown.get(key), text) for texts in (*ANSWERS.values(), *ALSO_ASKED.values()) for key, text in texts.items()
    ]
    public = {text for how, text in said if how == "public"}
    return {text for how, text in said if how in ("parties", "office")} - public | (BETWEEN - public)


# What the first version of the agreement says out of the proposal, and everybody reads once all have signed it.
AGREED_ON = {ANSWERS["F2"]["insurance"]}


def hidden_now(proposal):
    """What nobody outside may read at this step."""
    verbs = set(proposal.steps.values_list("verb", flat=True))
    hidden = between(proposal.scheme.the_plan) - (AGREED_ON if proposal.state in SINCE_AGREED else set())
    if not proposal.is_adopted:
        hidden |= {text for key, text in ANSWERS["F2"].items() if key not in ("title", "period")}
        hidden |= set() if proposal.listed else {SECRET, f"/proposals/{proposal.code}/"}
    if "report_midway" not in verbs:
        hidden.add(ANSWERS["F10"]["progress"])
    if "accept" not in verbs:
        hidden.add(ANSWERS["F13"]["done"])
    return hidden


class Looking:
    """Deals the doors out, so that each is tried again and again on the way, and none is forgotten."""

    def __init__(self, chance, readers, everywhere, cast, at_a_step=AT_A_STEP):
        self.chance, self.readers, self.everywhere, self.cast = chance, readers, everywhere, cast
        self.at_a_step, self.every = at_a_step, {}
        self.deck, self.tried = [], set()

    def look(self, proposal):
        """A hand of doors, each by one of the readers, and always its own page."""
        caches["pages"].clear()  # what readers without a cookie get is kept for ten seconds
        every = self.every = self.every or doors(proposal, self.cast) | dict.fromkeys([*self.everywhere(), *MORE])
        hidden = hidden_now(proposal)
        if len(self.deck) < self.at_a_step:
            self.deck += self.chance.sample(sorted(every), len(every))
        hand, self.deck = self.deck[: self.at_a_step], self.deck[self.at_a_step :]
        self.tried |= set(hand)
        for name in ["proposal", *hand]:
            address = every[name].address(self.chance) if every[name] else name
            said = read(self.chance.choice(self.readers).get(address))
            # A page repeats its own address, and that of the search what was asked for.
            echoed = {f"/proposals/{proposal.code}/"} if proposal.code in address else set()
            echoed |= {SECRET} if address.startswith("/search") else set()
            leaks = [text for text in hidden - echoed if text in said]
            assert leaks == [], (proposal.state, address)


def told_outside(proposal, cast, seen):
    """What is new goes out; before it is adopted nobody outside hears of it, and never a word between the parties."""
    for row in Record.objects.filter(item=proposal.pk, pk__gt=seen).order_by("pk"):
        tell(row.pk)
    outside = Outgoing.objects.filter(to__in=[cast.outsider, cast.salesman])
    if not proposal.is_adopted and not proposal.steps.filter(target__in=("adopted", "adopted_if")).exists():
        assert not outside.filter(item=proposal.pk).exists(), proposal.state
    hidden = hidden_now(proposal)
    for letter in outside:
        assert [text for text in hidden if text in letter.subject + letter.text] == []
    return Record.objects.order_by("-pk").values_list("pk", flat=True)[0]


def counted():
    """The figures everybody sees, as the job counts them."""
    count_items()
    return sorted(Count.objects.filter(kind="proposal").values_list("theme", "area", "number"), key=str)


def wander(walk, looking, end, publishes, chance):
    """A long random way of one proposal, looked at from outside after each step. Returns it with the steps that were taken."""
    none, seen = counted(), 0
    proposal = walk.begin(title=SECRET)
    put_themes(proposal, [Theme.objects.get(code="yukikaki")])
    index(Item.objects.get(pk=proposal.pk))
    been, refused, frozen = [], set(), {}
    while proposal.state not in OVER or (proposal.state == "completed" and not end):
        verb = next_verb(proposal, chance, end, been, refused)
        if verb is None or len(been) == MOST_STEPS:
            break
        steps = Step.objects.filter(proposal=proposal).count()
        try:
            proposal = step(walk, proposal, verb)
        except NotPossible:  # the scheme asks for something first, and nothing has changed
            refused.add((proposal.state, verb))
            assert Step.objects.filter(proposal=proposal).count() == steps
            continue
        been.append(verb)
        frozen = still_whole(proposal, steps, frozen)
        if publishes and proposal.number and not proposal.listed and proposal.state in ("first_review", "presenting"):
            actions.publish_list(walk.over(), by=walk.office)
            proposal = Proposal.objects.get(pk=proposal.pk)
        seen = told_outside(proposal, walk.cast, seen)
        looking.look(proposal)
        if not proposal.is_adopted:
            assert counted() == none, proposal.state
    assert proposal.state in OVER, (proposal.state, been)
    return proposal, been


def still_whole(proposal, steps, frozen):
    """Each step is a row of the table, the last one leads to where it stands, and what was frozen stands as it was frozen."""
    rows = list(Step.objects.filter(proposal=proposal).order_by("id"))
    assert len(rows) > steps and {(row.source, row.verb, row.target) for row in rows} <= TABLE
    assert rows[-1].target == proposal.state
    documents = list(Document.objects.filter(proposal=proposal))
    now = {row.pk: (row.digest, row.version) for row in documents}
    assert frozen.items() <= now.items()
    assert all(digest(row.content) == row.digest for row in documents)
    return now


@pytest.mark.parametrize(("end", "publishes", "seed"), WAYS)
def test_on_a_long_random_way_nothing_leaks_is_lost_or_leaves_the_table(
    walk, cast, readers, everywhere, monkeypatch, end, publishes, seed
):
    monkeypatch.setitem(ANSWERS["F2"], "title", SECRET)
    # What is looked at is drawn apart, so that the ways stay the same whoever adds a door.
    looking = Looking(random.Random(seed), readers, everywhere, cast)
    proposal, been = wander(walk, looking, end, publishes, random.Random(seed))
    for _ in range(4):
        looking.look(proposal)
    assert len(been) >= 5 and len(looking.tried) >= AT_A_STEP * len(been)


# Every other class of every example, each to an end of its own: class, how it ends, whether the list is published, seed.
CLASS_WAYS = [
    (("sendai", "themed"), "turn_down", True, 34), (("sendai", "again"), "refuse", True, 22), (("youth", "youth"), "", False, 3),
    (("amagasaki", "free"), "", False, 5), (("amagasaki", "themed"), "give_up", False, 7),
    (("yokohama", "entrusted"), "refuse", True, 13), (("yokohama", "shared"), "lose_budget", True, 20),
    (("yokohama", "aided"), "stop", True, 9), (("yokohama", "hosted"), "give_up", False, 10),
]  # fmt: skip


def test_every_class_of_every_example_is_wandered_through():
    assert {one for one, *_more in CLASS_WAYS} == {*CLASSES} - {("sendai", "free")}


@pytest.mark.parametrize(
    ("name", "end", "publishes", "seed"), CLASS_WAYS, ids=["-".join(name) for name, *_more in CLASS_WAYS]
)
def test_the_same_holds_in_every_class_of_every_example(
    cast, client, client_of, everywhere, monkeypatch, name, end, publishes, seed
):
    monkeypatch.setitem(ANSWERS["F2"], "title", SECRET)
    walk = ExampleWalk(cast, *name)
    readers = readers_of(walk, client, client_of)
    looking = Looking(random.Random(seed), readers, everywhere, cast, at_a_step=1)
    _proposal, been = wander(walk, looking, end, publishes, random.Random(seed))
    assert len(been) >= 5 and (end or "go_on") in been, been
