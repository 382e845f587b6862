"""The first survey, as a template: what organisations do, are short of, and would like of the city. A copy is edited freely."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from yoriai.directory.models import SurveyQuestion

K = SurveyQuestion.Kind
NOTHING = pgettext_lazy("survey", "Nothing in particular")

# (question, kind, choices, whether an answer is needed)
TEMPLATE: tuple[tuple[Any, str, tuple[Any, ...], bool], ...] = (
    (
        _("What does your organisation mainly do?"),
        K.SEVERAL,
        (
            _("Looking after each other, welfare"), _("Children and families"), _("Keeping safe, being prepared"),
            _("Keeping the town clean, nature"), _("Festivals, culture, sport"), _("Meeting and talking"),
            _("People with roots abroad"), pgettext_lazy("survey", "Something else"),
        ),
        True,
    ),
    (_("How many members do you have, roughly?"), K.NUMBER, (), False),
    (_("How many people do the work, roughly?"), K.NUMBER, (), False),
    (
        _("How old are most of those who do the work?"),
        K.CHOICE,
        (_("under 30"), _("30 to 49"), _("50 to 64"), _("65 to 74"), _("75 and older"), _("all ages")),
        True,
    ),
    (
        _("How is it compared with three years ago?"),
        K.CHOICE,
        (_("We do more"), _("About the same"), _("We do less"), _("We began within the three years")),
        False,
    ),
    (
        _("What are you short of?"),
        K.SEVERAL,
        (
            _("people who do the work"), _("people who take over"), pgettext_lazy("survey", "money"), _("a place to meet"),
            _("things and tools"), _("knowledge and skills"), _("being known"), _("time"), NOTHING,
        ),
        True,
    ),
    (
        _("With whom have you worked in the past year?"),
        K.SEVERAL,
        (
            _("neighbourhood associations"), _("NPOs and citizens’ groups"), pgettext_lazy("survey", "companies and shops"),
            _("schools and universities"), _("welfare organisations"), _("sections of the city"), _("nobody so far"),
        ),
        True,
    ),
    (
        _("With whom would you like to work, and on what?"), K.TEXT, (), False,
    ),
    (
        _("Which support have you used?"),
        K.SEVERAL,
        (
            _("grants of the city"), _("grants of foundations"), _("advice of a support centre"), _("rooms and equipment"),
            _("training"), _("help with telling others"), _("none"),
        ),
        False,
    ),
    (_("Which support was missing, or hard to use? Why?"), K.TEXT, (), False),
    (
        _("What would help you most?"),
        K.CHOICE,
        (
            _("being introduced to partners"), _("simpler paperwork"), pgettext_lazy("survey", "money for running costs"),
            _("a place that costs little"), _("help with computers and telling others"), NOTHING,
        ),
        False,
    ),
    (_("What would you like to say to the city?"), K.TEXT, (), False),
)  # fmt: skip


def template_rows() -> list[dict[str, Any]]:
    """The questions as rows, in Japanese: what an organisation is asked does not depend on the screen of the office."""
    with override("ja"):
        return [
            {"text": str(text), "kind": kind, "options": "\n".join(map(str, options)), "needed": needed}
            for text, kind, options, needed in TEMPLATE
        ]
