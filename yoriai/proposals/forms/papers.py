"""A paper of the group: of which kind, the file, whose it is where the office brings it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.models import Paper, Proposal
from yoriai.proposals.queries.papers import asked_for
from yoriai.proposals.wording import paper_readers
from yoriai.ui.files import PAPERS, PaperField
from yoriai.ui.forms import Form


class PaperForm(Form):
    """What a scheme asks for can be chosen; who will read it stands beside it before anything is sent."""

    kind = forms.ChoiceField(label=_("What sort of paper it is"), widget=forms.RadioSelect)
    file = PaperField(
        sorts=PAPERS,
        label=_("File"),
        help_text=_(
            "PDF, a photo, Word (.docx) or Excel (.xlsx), 20 MB at most. Where a photo was taken is removed. Files with macros or a"
            " password cannot be taken."
        ),
    )
    on_paper_from = forms.CharField(
        label=_("Whose paper it is"), max_length=120, help_text=_("Who handed it in at the counter, or sent it.")
    )
    autofill = {"on_paper_from": "off"}

    def __init__(self, *args: Any, proposal: Proposal, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [Paper.Kind(one.key) for one in asked_for(proposal.scheme.the_plan)]
        self.fields["kind"].choices = [(kind.value, _said(kind)) for kind in kinds]  # type: ignore[attr-defined]
        if not for_others:
            del self.fields["on_paper_from"]


def _said(kind: Paper.Kind) -> str:
    return gettext("%(paper)s (read by: %(readers)s)") % {"paper": kind.label, "readers": paper_readers(kind)}
