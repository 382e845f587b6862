"""What is missing or does not add up, in a sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import Fault

MISSING: dict[str, str | Promise] = {
    "unanswered": _("Not answered yet: %(label)s"),
    "too_long": _("%(label)s: %(over)d signs too long"),
    "no_budget": _("The budget has no lines yet."),
    "negative": _("Line %(line)s of the budget is below nought."),
    "line_sum": _(
        "Line %(line)s of the budget: pieces times price is %(reckoned)s yen, and %(amount)s yen is written."
    ),
    "unequal": _("Income (%(income)s yen) and spending (%(spending)s yen) are not the same."),
    "over_cap": _("The city's part is %(city)s yen; this class allows %(cap)s yen at most."),
    "over_ratio": _("The city's part is %(city)s yen; its share may be %(ratio)s percent, here %(most)s yen at most."),
    "in_kind_unequal": _(
        "Work and things are worth %(income)s yen in the income and %(spending)s yen in the spending."
    ),
    "no_duties": _("The table of roles has no lines yet."),
    "too_few_partners": _("This class asks for %(wanted)d partners who have said yes; %(has)d have so far."),
    "no_theme": _("This class answers a theme set by a section. Please choose one."),
}

# What decides where two means are the same.
TIES: dict[str, str | Promise] = {
    "together": _("Proposals with the same mean share a rank: they are taken together, or none of them."),
    "chair": _("Proposals with the same mean share a rank: the chair decides between them."),
    "first_criterion": _("Between proposals with the same mean the first criterion decides."),
    "lot": _("Proposals with the same mean share a rank: the lot decides between them."),
}


def missing_in_words(fault: Fault) -> tuple[str, str]:
    """(code of the form it stands on, the sentence)."""
    facts = {
        name: f"{value:,}" if isinstance(value, int) and name in YEN else value for name, value in fault.facts.items()
    }
    return fault.where, str(MISSING[fault.what]) % facts


YEN = frozenset({"reckoned", "amount", "income", "spending", "city", "cap", "most"})
