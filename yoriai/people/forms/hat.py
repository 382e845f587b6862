"""○○の代表として: on whose behalf somebody writes, chosen on the form and visible on what was written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor


class HatMixin:
    """Before `Form` in the bases: `class CommentForm(HatMixin, Form)`, made with `who=request.who`.

    The field `hat` is there only for somebody with several hats. After validation `form.by` is who acts, for `by=`.
    `hat_kinds` limits the bodies (`Actor.Kind`); empty: all.
    """

    hat_kinds: tuple[str, ...] = ()
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, who: Who | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = who
        self._bodies = {body.pk: body for body in self._wearable()}
        if self._bodies and who is not None:
            choices = [(who.person.pk, _("As myself (%(name)s)") % {"name": who.person})]
            choices += [(pk, _("For %(body)s") % {"body": body}) for pk, body in self._bodies.items()]
            self.fields["hat"] = forms.TypedChoiceField(
                label=_("On whose behalf?"),
                choices=choices,
                coerce=int,
                initial=who.actor.pk,
                widget=forms.RadioSelect if len(choices) < 4 else forms.Select,
            )

    def _wearable(self) -> list[Actor]:
        if self.who is None or len(self.who.hats) < 2:
            return []
        bodies = Actor.objects.filter(pk__in=self.who.hats - {self.who.person.pk}, left=None).order_by("pk")
        return list(bodies.filter(kind__in=self.hat_kinds) if self.hat_kinds else bodies)

    @property
    def by(self) -> Who:
        """Who acts. Raises NotAllowed (by `who.wearing`) for a hat that is not theirs; nobody signed in: a fault of the door."""
        assert self.who is not None, "the door lets nobody unknown send this form"
        chosen = self.cleaned_data.get("hat", self.who.person.pk)
        return self.who.wearing(self._bodies.get(chosen, self.who.person))
