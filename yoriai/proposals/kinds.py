from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.asks.registry import register_ask
from yoriai.kernel.items.registry import Kind, Onward, register, register_onward
from yoriai.proposals.lifecycle import AGREE_STOP, IMAGINE, PART, SETTLE, SETTLE_IDEA, SUPPORT, THEME_SHEET

register(
    Kind("scheme", _("Scheme for joint projects"), "info", "/schemes/{code}/"),
    Kind("scheme_theme", _("Theme set by the city"), "need", "/scheme-themes/{code}/"),
    Kind(
        "proposal",
        _("Joint project"),
        "will",
        "/proposals/{code}/",
        matched="project",
        live=("agreed", "under_way", "mid_reported"),
        known=Q(as_proposal__listed__isnull=False),
    ),
)
register_onward(
    Onward(_("Make it a joint project with the city"), "/proposals/new/?from={code}"),
    "statement", "point", "commitment", "offer", "need", "case", "activity", "scheme_theme",
)  # fmt: skip
register_ask(
    "join_proposal", _("Would you carry this project with us?"), "/proposals/{code}/invitation/", only_there=True
)
register_ask(
    "section_talks", _("A group wants to work with your section"), "/proposals/{code}/reply/",
    by_mail="/proposals/{code}/reply/by-mail/{key}/", only_there=True,
)  # fmt: skip
register_ask(SETTLE, _("Which section answers has to be settled"), "/proposals/{code}/talks/")
register_ask(SETTLE_IDEA, _("Which section answers has to be settled"), "/proposals/{code}/sections/")
register_ask("correct", _("Please put right what is missing"), "/proposals/{code}/", only_there=True)
register_ask("score", _("Please read and score"), "/proposals/{code}/scores/", only_there=True)
register_ask(
    "sign_agreement", _("Please read the agreement and sign it"), "/proposals/{code}/agreement/", only_there=True
)
register_ask(
    "agree_change", _("A change of the project waits for your yes"), "/proposals/{code}/change/", only_there=True
)
register_ask("join_change", _("Would you join this project?"), "/proposals/{code}/change/joining/", only_there=True)
register_ask(PART, _("A change touches your part: do you agree?"), "/proposals/{code}/change/", only_there=True)
register_ask(AGREE_STOP, _("The project is to end early: do you agree?"), "/proposals/{code}/stop/", only_there=True)
register_ask("look_back", _("Please look back, each side for itself"), "/proposals/{code}/look-back/", only_there=True)
register_ask(
    SUPPORT, _("Would you take the money and look after a group of young people?"),
    "/proposals/{code}/supporting/", only_there=True,
)  # fmt: skip
register_ask(
    THEME_SHEET,
    _("Is there something you want to work on with others?"),
    "/schemes/{code}/themes/asked/",
    only_there=True,
)
register_ask(
    IMAGINE, _("Could you imagine doing this with the group?"), "/proposals/{code}/imagining/", only_there=True
)
