"""The two refusals of the platform, and the first line of every action."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class Refusal(Exception):
    """Something was asked that will not be done. The message is a sentence fit for a citizen."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refusal):
    """This person, in this hat, may not do this."""


class NotPossible(Refusal):
    """Nobody can do this now: the state, a limit or another thing stands against it."""


class MovedOn(NotPossible):
    """Somebody was faster: what was to be done stands on a page that is no longer true."""

    def __init__(self) -> None:
        super().__init__(_("This has moved on in the meantime. Please look at the page again."))


NOT_HERE = _("You cannot do this here.")


def require(allowed: bool, sentence: Sentence = NOT_HERE) -> None:
    """Raise NotAllowed with the sentence unless allowed."""
    if not allowed:
        raise NotAllowed(sentence)
