"""Everybody around one proposal, each by one person who stands in that place alone; and tables of who may what, read as text."""

from dataclasses import replace

from django.utils import timezone

from tests.laying_out import laid_out
from yoriai.directory.models import Party
from yoriai.engines.schemes import plain
from yoriai.kernel.models import Actor, Ask
from yoriai.people.guests import enter
from yoriai.people.models import Representation, User
from yoriai.people.queries import who_is
from yoriai.proposals import policy
from yoriai.proposals.lifecycle import PART, SUPPORT
from yoriai.proposals.models import Interest, PanelSeat, Proposal, Scheme, ScoreSheet, Supporter
from yoriai.proposals.tests.walk import Walk

STATES = tuple(Proposal.State.values)
SIDES: dict[tuple[str, str], frozenset[str]] = {}
# The order of the tables, too. `near` works at the office and has said before, from a seat of the panel, that they stand too near;
# `silent` has a seat and has not said yet whether something ties them; `unsure` came without the second factor.
ROLES = (
    "stranger", "guest", "outsider", "invited", "group", "partner", "supporter", "companion", "section", "unsure_section", "office",
    "unsure_office", "near", "chair", "member", "silent", "recused",
)  # fmt: skip
NAMES = {
    "CALL": "idea consulting drafting",
    "PARTNERS": "idea consulting drafting correcting held",
    "HANDED_IN_WITH": "drafting correcting held",
    "JUDGED": "first_review held passed_first presenting final_review",
    "OPEN_TO_SCORES": "first_review presenting final_review",
    "NO_RESULT": "idea consulting drafting submitted checking correcting uncorrected in_talks first_review held passed_first "
    "presenting final_review",
    "ADOPTED": "adopted_if settling adopted awaiting_budget agreeing agreed under_way changing mid_reported carried_out reported "
    "sent_back looking_back told completed onward given_up stopped",
    "SINCE_AGREED": "agreed under_way changing mid_reported carried_out reported sent_back looking_back told completed onward stopped",
    "AT_WORK": "agreed under_way changing mid_reported",
    "OVER": "not_passed not_adopted withdrawn given_up stopped completed onward",
}
NAMES["SEEN"] = f"{NAMES['JUDGED']} not_passed not_adopted {NAMES['ADOPTED']}"
# Among the people: whoever carries it; both sides; everybody with an account; the office, with whoever came to it and stands near
# where that does not matter.
NAMES |= {
    "CARRY": "group partner supporter",
    "BOTH": "group partner supporter section",
    "WHOLE_OFFICE": "office near",
    "SIGNED_IN": " ".join(role for role in ROLES if role not in ("stranger", "guest")),
    "EVERYBODY": " ".join(ROLES),
}


def named(words, every):
    """The states or the people a cell of a table names; `but X`: every one but those."""
    if words.startswith("but "):
        return set(every) - named(words[4:], every)
    found = {one for word in words.split() for one in NAMES.get(word, word).split()}
    return set(every) if words == "always" else found


def expected(text):
    """{(predicate, state): people} out of lines "predicate | states | people". `office*`: and `near`, once there is a result."""
    table, predicate = {}, ""
    for line in text.strip().splitlines():
        name, states, people = (cell.strip() for cell in line.split("|"))
        predicate = name or predicate
        for state in STATES:
            table.setdefault((predicate, state), set())
        for state in named(states, STATES):
            told = people.replace("office*", "office" if state in NAMES["NO_RESULT"].split() else "office near")
            table[predicate, state] |= named(told, ROLES)
    assert {role for may in table.values() for role in may} <= set(ROLES)
    return table


def laid_out_everybody(cast):
    """(walk, proposal, people): in talks, the group's class with a supporter and guardians; its state is set by hand."""
    return laid_out("everybody", lambda: _gather(cast))


def _gather(cast):
    walk = Walk(cast)
    made = walk.to("in_talks")
    kinds = tuple(replace(kind, supporter=True, guardian=True) for kind in walk.plan.types)
    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(replace(walk.plan, types=kinds)))
    now, seats = (
        timezone.now(),
        dict(zip(("chair", "member", "recused", "silent", "resident"), walk.panel, strict=True)),
    )
    for name in ("chair", "member"):
        ScoreSheet.objects.create(
            seat=seats[name], proposal=made, round="papers"
        )  # who has said that nothing ties them
    at_office = Actor.objects.create(kind=Actor.Kind.PERSON, name="新田 近", reading="にった ちか")
    User.objects.create_user("nitta@morino.example", actor=at_office)
    former = PanelSeat.objects.create(scheme=walk.scheme, actor=at_office)
    Representation.objects.create(person=at_office, body=cast.office, accepted=now)
    for seat in (seats["recused"], former):
        Interest.objects.create(seat=seat, proposal=made, why="家族が会員です")
    _in_the_project(made, cast, now)
    people = {
        "stranger": None, "guest": who_is(enter()[0].actor, signed_in=False), "outsider": cast.who(cast.outsider),
        "invited": cast.who(cast.facilitator), "group": walk.group, "partner": walk.partner, "supporter": cast.who(cast.salesman),
        "companion": cast.who(cast.supporter), "section": walk.section, "unsure_section": cast.who(cast.ward_officer, sure=False),
        "office": walk.office, "unsure_office": cast.who(cast.officer, sure=False), "near": cast.who(at_office, cast.office),
        "chair": cast.who(cast.judge), "member": cast.who(cast.member), "recused": cast.who(cast.editor),
        "silent": cast.who(cast.reader),
    }  # fmt: skip
    return walk, Proposal.objects.get(pk=made.pk), {role: people[role] for role in ROLES}


def _in_the_project(made, cast, now):
    """The organisation that takes the money has said yes; somebody is asked to join, and a partner about its part."""
    Party.objects.create(
        item_id=made.pk, actor=cast.company, role="お金の管理", place=7, agreed=now, agreed_by=cast.salesman
    )
    Supporter.objects.create(proposal=made, actor=cast.company, agreed=now, agreed_by=cast.salesman)
    facts = {"item_id": made.pk, "asker": cast.npo}
    Ask.objects.create(what="join_proposal", asked=cast.facilitator, **facts)
    Ask.objects.create(what=PART, asked=cast.students, **facts)
    assert not Ask.objects.filter(what=SUPPORT, state="asked").exists()


def _side(role, who, proposal):
    """As `policy.sides` finds them: they are the same for everybody laid out here, and found once a process."""
    if (role, proposal.state) not in SIDES:
        SIDES[role, proposal.state] = policy.sides(who, proposal)
    return SIDES[role, proposal.state]


def differs(proposal, people, predicates, table, states=STATES):
    """Where the policy says something else than the table: sentences, none where all is well."""
    wrong = []
    assert {predicate for predicate, _state in table} == set(predicates)
    for state in states:
        proposal.state = state
        said = {name: set() for name in predicates}
        for role, who in people.items():
            proposal.stands = None if who is None else (who, state, _side(role, who, proposal))
            for name, may in predicates.items():
                if may(who):
                    said[name].add(role)
        for name, may in said.items():
            if may != table[name, state]:
                more, less = sorted(may - table[name, state]), sorted(table[name, state] - may)
                wrong.append(f"{name} in {state}: may and should not {more}, may not and should {less}")
    return wrong
