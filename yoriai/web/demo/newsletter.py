"""The newsletter of an evening: written, agreed by one citizen and one of the staff, shown on every channel."""

from django.core.files.base import ContentFile

from yoriai.assembly.models import Session
from yoriai.publishing import actions
from yoriai.publishing.content import digest
from yoriai.publishing.models import Publication, Result
from yoriai.publishing.queries import content_of
from yoriai.web.demo import words
from yoriai.web.demo.cast import Cast

TEXTS = ("headline", "lead", "body", "easy", "editors_note")


def tell(cast: Cast, session: Session, texts: tuple[str, str, str, str, str], picture: bytes = b"") -> Result:
    """From the closed evening to the published result. picture: a graphic record of it."""
    editor, citizen, staff = (cast.who(person, cast.team) for person in (cast.editor, cast.worker, cast.officer))
    result = actions.draft_result(session, by=editor)
    actions.edit_result(result, dict(zip(TEXTS, texts, strict=True)), by=editor, version=result.draft.number)
    if picture:
        drawn = ContentFile(picture, name="drawing.jpg")
        actions.add_picture(result, drawn, words.DRAWING, by=editor, caption=words.DRAWN_BY, shown="paper")
    read = digest(content_of(result))
    actions.turn_key(result, "citizen", by=citizen, digest=read)
    actions.turn_key(result, "staff", by=staff, digest=read, document_number="市協第123号")
    actions.publish(result, Publication.Channel.values, by=editor)
    return result
