"""A sentence for every fault of a plan, of a budget, and of what is not yet written: the engine itself knows no language."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yoriai.engines.schemes import Fault, Plan
from yoriai.proposals.wording import STEPS, place_words

SENTENCES: dict[str, str | Promise] = {
    # A file that is no plan.
    "no_toml": gettext_lazy("The file cannot be read as TOML. %(why)s"),
    "no_json": gettext_lazy("The file cannot be read as JSON. %(why)s"),
    "not_a_list": gettext_lazy("There should be a list here."),
    "not_a_table": gettext_lazy("There should be a table with names and values here."),
    "too_many": gettext_lazy("There are more than %(most)d rows here."),
    "not_one_of": gettext_lazy("“%(value)s” is none of the words known here: %(one_of)s."),
    "wrong_sort": gettext_lazy("“%(value)s” is not the sort of value that belongs here (%(wanted)s)."),
    "negative": gettext_lazy("The figure lies below nought."),
    "too_large": gettext_lazy("The figure is larger than %(most)d."),
    "too_long_text": gettext_lazy("The text is longer than %(most)d signs."),
    "unknown": gettext_lazy("This name is not known here. Perhaps it is misspelt."),
    "missing": gettext_lazy("This is needed and was not found."),
    "no_day": gettext_lazy("“%(value)s” is not a day. Days are written like 2027-05-01."),
    "no_time_of_day": gettext_lazy("“%(value)s” is not a time of day. Times are written like 17:15."),
    "no_year": gettext_lazy("%(value)d is not a fiscal year. It is written like 2027."),
    "bad_key": gettext_lazy(
        "The key “%(key)s” may hold only letters of the alphabet, figures and hyphens, 24 at most."
    ),
    # A plan that would not work.
    "empty": gettext_lazy("It has no name."),
    "none": gettext_lazy("There is no class yet. At least one is needed."),
    "twice": gettext_lazy("“%(name)s” stands here twice."),
    "no_form": gettext_lazy("The form %(code)s is missing: without it nobody could hand in a proposal."),
    "unknown_field": gettext_lazy("The question “%(key)s” stands on this form, but there is no such question."),
    "required_elsewhere": gettext_lazy("“%(key)s” is to be answered here, but does not stand on this form."),
    "too_few_options": gettext_lazy("A question with choices needs at least two of them."),
    "comma_in_option": gettext_lazy("An answer to choose from holds a “、”, which stands between two answers."),
    "ends_before_start": gettext_lazy("It ends on %(ends)s, before it begins on %(starts)s."),
    "no_time": gettext_lazy("There is neither a day nor a word on when it is."),
    "phases_out_of_order": gettext_lazy(
        "The dates do not follow one another. Please put the parts of the year in their order."
    ),
    "no_deadline": gettext_lazy(
        "The call has no last day. Only a scheme that takes proposals all through the call can do without."
    ),
    "over_100": gettext_lazy("%(value)d percent is more than the whole."),
    "cannot_skip": gettext_lazy("The step “%(step)s” cannot be left out."),
    "unknown_round": gettext_lazy("The round “%(key)s” is named here, but there is no such round."),
    "unknown_contract": gettext_lazy(
        "The kind of agreement “%(name)s” is named here, but the scheme does not know it."
    ),
    "no_second_year": gettext_lazy("This class is for projects that go on, but they may take no more than one year."),
    "consultation_skipped": gettext_lazy(
        "This class leaves the consultation out, but by the rules it always comes first."
    ),
    "number_of_rounds": gettext_lazy("This class takes %(wanted)d rounds of the panel, but %(has)d are chosen."),
    "weights_not_100": gettext_lazy("The weights add up to %(total)d, not to 100."),
    "scale_too_small": gettext_lazy("There must be at least two points to give."),
    "quorum_too_small": gettext_lazy(
        "With %(trim)d left out on each side, %(quorum)d sheets are too few: nothing would be left to count."
    ),
    # A budget that does not add up. (`negative` stands above.)
    "line_sum": gettext_lazy("Pieces times price is %(reckoned)s yen, and %(amount)s yen is written."),
    "unequal": gettext_lazy("Income (%(income)s yen) and spending (%(spending)s yen) are not the same."),
    "over_cap": gettext_lazy("The city's part is %(city)s yen; this class allows %(cap)s yen at most."),
    "over_theme_cap": gettext_lazy("The city's part is %(city)s yen; the theme sheet allows %(cap)s yen at most."),
    "over_ratio": gettext_lazy(
        "The city's part is %(city)s yen; its share may be %(ratio)s percent, here %(most)s yen at most."
    ),
    "in_kind_unequal": gettext_lazy(
        "Work and things are worth %(income)s yen in the income and %(spending)s yen in the spending."
    ),
    # A project longer than its class allows.
    "over_its_years": gettext_lazy(
        "In “%(name)s” a project can go into year %(years)d at most; this is its year %(year)d. It can still become a project of the "
        "city, be carried on by the group itself, move to another scheme, or be handed to the people of the area."
    ),
    "other_class_for_year": gettext_lazy(
        "In “%(name)s” a project can go into year %(years)d at most; this is its year %(year)d. Please choose another class: %(others)s"
    ),
    "period_one_year": gettext_lazy("%(label)s (%(days)s): it has to lie within one fiscal year, from April to March."),
    "period_year_by_year": gettext_lazy(
        "%(label)s (%(days)s): one fiscal year, from April to March, is proposed at a time. The next year is proposed anew, and judged "
        "beside what came of this one."
    ),
    "period_at_once": gettext_lazy("%(label)s (%(days)s): %(at_once)d fiscal years at most can be proposed at one go."),
    "due_after_end": gettext_lazy("“%(label)s” is to be done by %(day)s; the last day its class allows is %(last)s."),
    # What is not yet written.
    "unanswered": gettext_lazy("Not answered yet: %(label)s"),
    "too_long": gettext_lazy("%(label)s: %(over)d signs too long"),
    "no_budget": gettext_lazy("The budget has no lines yet."),
    "no_duties": gettext_lazy("The table of roles has no lines yet."),
    "too_few_partners": gettext_lazy("This class asks for %(wanted)d partners who have said yes; %(has)d have so far."),
    "no_paper": gettext_lazy("A paper is not there yet: %(label)s"),
    "no_supporter_asked": gettext_lazy("No supporting organisation yet. Please ask one: it takes the money with you."),
    "no_supporter_yet": gettext_lazy("The supporting organisation has not said yes so far."),
    "ages_not_said": gettext_lazy("Is anybody in the group under %(age)d? Please say, on the page of consents."),
    "no_consent_yet": gettext_lazy(
        "Guardians' consents that are not there yet: %(number)d. The page of consents says whose."
    ),
    "no_theme": gettext_lazy("This class answers a theme set by a section. Please choose one."),
}

SIDES: dict[str, str | Promise] = {"income": gettext_lazy("Income"), "spending": gettext_lazy("Spending")}
YEN = frozenset({"reckoned", "amount", "income", "spending", "city", "cap"})


def sentence(fault: Fault, plan: Plan | None = None) -> str:
    """What is wrong, without where."""
    facts = dict(fault.facts)
    for name, value in facts.items():
        if isinstance(value, list | tuple):
            facts[name] = "、".join(map(str, value))
        elif name in YEN:
            facts[name] = f"{value:,}"
    if fault.what == "cannot_skip":
        facts["step"] = STEPS.get(facts["step"], facts["step"])
    if plan is not None and "key" in facts:
        facts["key"] = _called(plan, str(facts["key"]))
    return str(SENTENCES[fault.what]) % facts if facts else str(SENTENCES[fault.what])


def _called(plan: Plan, key: str) -> str:
    """The question by its words, where there is one."""
    return next((field.label for field in plan.fields if field.key == key), key)


def in_words(fault: Fault, plan: Plan | None = None) -> tuple[str, str]:
    """(where, what is wrong), for a list."""
    place = place_words(fault.where, plan) if fault.where else _("The whole plan")
    return place, sentence(fault, plan)


def part_of(fault: Fault) -> str:
    """The part of the plan builder where it can be put right."""
    first = fault.where.split(".")[0].split("[")[0]
    return {"types": "classes", "phases": "dates", "fields": "questions"}.get(
        first, first if first in ("forms", "papers", "rounds", "rules") else "texts"
    )


def missing_in_words(fault: Fault) -> tuple[str, str]:
    """Of what keeps a proposal from being handed in: (code of the form it stands on, the sentence with the line it is about)."""
    words = sentence(fault)
    line = {"side": SIDES.get(fault.facts.get("side", "")), "number": fault.facts.get("line"), "words": words}
    return fault.where, _("%(side)s, line %(number)s: %(words)s") % line if line["side"] else words
