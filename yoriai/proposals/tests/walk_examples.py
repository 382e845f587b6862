"""`Walk` in any class of any example that comes with the platform: each as far as it is another way than Sendai's free class."""

import datetime as dt
from dataclasses import replace

from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.models import SchemeTheme
from yoriai.proposals.queries.agreements import latest, signers
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.tests.walk import ANSWERS, BUDGET, WAY, Walk

CLASSES = [(name, kind.key) for name, plan in sorted(examples().items()) for kind in plan.types]
# What the other examples ask beside Sendai's questions.
ALSO_ASKED = {
    "F1": {"contents": ANSWERS["F2"]["contents"]},
    "F2": {"issue": ANSWERS["F1"]["issue"], "responsibility": "けがの責任は、団体と市がそれぞれの持ち場で負います。"},
}
# The step of the way that leads to what a class may leave out.
LEADS_TO = {
    "consulting": "consult", "in_talks": "begin_talks", "first_review": "review_papers", "presenting": "schedule",
    "awaiting_budget": "await_budget",
}  # fmt: skip


class ExampleWalk(Walk):
    """`way`: the steps of this class from its idea to the way out, without what it leaves out."""

    def __init__(self, cast, example, kind):
        self.kind = examples()[example].type(kind)
        super().__init__(cast, example)
        left_out = {LEADS_TO[state] for state in self.kind.skips}
        if "first_review" in self.kind.skips:
            left_out.add("pass")
        self.way = [verb for verb in WAY[1:] if verb not in left_out]
        self.city = cast.ward_office
        if "in_talks" in self.kind.skips:
            # Nobody is asked: the office is the city's side of what is adopted.
            self.city, self.section = cast.office, self.office

    def begin(self, **facts):
        theme = SchemeTheme.objects.get(scheme=self.scheme) if self.kind.themed else None
        proposal = super().begin(**{"type": self.kind.key, "theme": theme} | facts)
        actions.put_answers(proposal, "F1", ALSO_ASKED["F1"], by=self.group)
        return proposal

    def whole(self, proposal=None, since=None, until="go_on"):
        """Along the way of its class, from the idea or from this step to that. Returns the proposal and each state it was led to."""
        proposal, states = proposal or self.begin(), []
        first = self.way.index(since) if since else 0
        for verb in self.way[first : self.way.index(until) + 1]:
            proposal = self.step(proposal, verb)
            states.append(proposal.state)
        return proposal, states

    def _draft(self, proposal):
        if self.plan.rules.matching_first and proposal.state == "consulting":
            actions.share_idea(proposal, by=self.group)
            due = timezone.localdate() + dt.timedelta(days=10)
            actions.ask_to_imagine(proposal, [self.city], by=self.office, due=due)
            actions.answer_imagining(proposal, by=self.section, yes=True)
        actions.draft(proposal, by=self.group)

    def _submit_ready(self, proposal):
        super()._submit_ready(proposal)
        actions.put_answers(proposal, "F2", ALSO_ASKED["F2"], by=self.group)
        if self.kind.cap and self.kind.cap < BUDGET[0]["amount"]:
            less = BUDGET[0]["amount"] - self.kind.cap
            city, own, first, last = BUDGET
            rows = [city | {"amount": self.kind.cap}, own, first, last | {"amount": last["amount"] - less}]
            actions.put_budget(proposal, rows, by=self.group)
        if self.kind.supporter:
            actions.ask_supporter(proposal, self.cast.students, by=self.group)
            actions.answer_supporter(proposal, by=self.partner, yes=True)
        if self.kind.guardian:
            actions.say_all_of_age(proposal, by=self.group)

    def _agree_on_the_text(self, proposal):
        """What the draft leaves open is written: the kind of contract, and each part the scheme says must be fixed."""
        written, kinds = latest(proposal), self.kind.contract or self.plan.contract
        parts = [(heading, text or f"{heading}は、話し合って決めました。") for heading, text in written.parts]
        parts += [(one, f"{one}は、話し合って決めました。") for one in self.plan.fixes if one not in dict(parts)]
        contract = written.contract or (kinds[0] if kinds else None)
        actions.put_agreement(proposal, parts, by=self.group, seen=written.version, contract=contract)

    def _sign(self, proposal):
        self._agree_on_the_text(proposal)
        people = {self.cast.npo: self.group, self.cast.students: self.partner, self.city: self.section}
        for actor in signers(proposal):
            actions.sign(proposal, actor, by=people[actor], text_digest=latest(proposal).digest)

    def look_back(self, proposal):
        kept, self.cast = self.cast, replace(self.cast, ward_office=self.city)
        super().look_back(proposal)
        self.cast = kept
