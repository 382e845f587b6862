"""The addresses from the agreement to the disclosure for the atlas, and their codes."""

from django.core.files.base import ContentFile
from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.queries.agreements import latest
from yoriai.proposals.queries.work import LOOKED_AT
from yoriai.proposals.tests.walk import Walk

# person: addresses, as in the atlas.
PAGES_OF_WORKS: dict[str, list[str]] = {
    "stranger": ["proposals:project_log PROJECT"],
    "worker": [
        "proposals:agreement AGREEING", "proposals:agreement_text AGREEING", "proposals:agreement_versions AGREEING",
        "proposals:signing AGREEING", "proposals:agreement PROJECT", "proposals:change PROJECT", "proposals:stop PROJECT",
        "proposals:change_answer CHANGED CHANGE_ASKED",
        "proposals:work PROJECT", "proposals:new_log PROJECT", "proposals:expenses PROJECT", "proposals:new_expense PROJECT",
        "proposals:new_need PROJECT", "proposals:new_tie PROJECT", "proposals:look_back LOOKING",
        "proposals:log_gone PROJECT LOG", "proposals:log_shown PROJECT LOG", "proposals:change PROJECT ?q=町内会",
        "proposals:change PROJECT ?joins=abc", "proposals:expense_gone PROJECT SPENT",
        "proposals:look_back_sheet LOOKING NPO", "proposals:look_back ONWARD", "proposals:next_step ONWARD",
    ],
    "officer": [
        "proposals:signed_on_paper AGREEING", "proposals:look_back_talk TALKING", "proposals:disclosure ONWARD", "proposals:kept",
        "proposals:look_back LOOKING", "proposals:look_back_sheet LOOKING NPO", "proposals:look_back_missing LOOKING NPO",
        "proposals:change JOINED", "proposals:joining JOINED", "proposals:change_part JOINED STUDENTS",
        "proposals:partner_on_paper INVITED STUDENTS",
    ],
}  # fmt: skip
POSTED_TO_WORKS = [
    "proposals:agreement_remark AGREEING", "proposals:agreement_ready AGREEING", "proposals:duty_tick PROJECT DUTY",
    "proposals:tie_gone PROJECT ONWARD", "proposals:look_back_yes TALKING",
    "proposals:new_case ONWARD", "proposals:disclosure_file ONWARD", "proposals:exit_tick ONWARD takers",
]  # fmt: skip
FILES_OF_WORKS = [
    "proposals:agreement_file PROJECT 1", "proposals:signed_paper AGREEING SIGNATURE", "proposals:change_file PROJECT CHANGE",
    "proposals:log_photo PROJECT LOG", "proposals:look_back_blank LOOKING", "proposals:look_back_file TALKING LOOK_BACK",
]  # fmt: skip


def signposts_of_works(walk: Walk) -> dict[str, object]:
    """One whose agreement is worked out, one looked back on, one with every sheet in, one gone on."""
    agreeing, looking, talking, onward = (walk.to(s) for s in ("agreeing", "looking_back", "looking_back", "onward"))
    newest = latest(agreeing)
    assert newest is not None
    facts = {
        "text_digest": newest.digest,
        "on_paper": "会長の署名",
        "scan": ContentFile(b"%PDF-1.4", name="signed.pdf"),
    }
    signature = actions.sign(agreeing, walk.cast.students, by=walk.office, **facts)
    walk.look_back(talking)
    row = actions.put_look_back(looking, walk.cast.students, by=walk.partner, marks=dict.fromkeys(LOOKED_AT, 3))
    actions.hand_in_look_back(row, by=walk.partner)
    joined = walk.to("under_way")
    duties = [{"what": "当番を組む", "parts": [(walk.cast.students.pk, "leads", "20人")]}]
    wish = actions.Wish(duties=duties, joins=walk.cast.company, joins_as="配達")
    actions.ask_change(joined, by=walk.group, reason="手が足りない", before="二者", after="三者", wish=wish)
    return {
        "AGREEING": agreeing.code,
        "JOINED": joined.code,
        "STUDENTS": walk.cast.students.pk,
        "SIGNATURE": signature.pk,
        "LOOKING": looking.code,
        "TALKING": talking.code,
        "LOOK_BACK": talking.look_backs.first().pk,
        "ONWARD": onward.code,
    }


def signposts_at_work(walk: Walk, project: object) -> dict[str, object]:
    """A change left as it was, a duty, a photo in the log."""
    row = actions.ask_change(project, by=walk.group, reason="雪が少ない", before="3回", after="2回")  # type: ignore[arg-type]
    actions.answer_pending(row, by=walk.section, yes=False)
    picture = ContentFile(b"\xff\xd8\xff", name="photo.jpg")
    log = actions.add_log(project, by=walk.group, on=timezone.localdate(), text="かいた", picture=picture)  # type: ignore[arg-type]
    line = project.budget.filter(side="spending").first()  # type: ignore[attr-defined]
    spent = actions.add_expense(project, line, by=walk.group, on=timezone.localdate(), amount=9, words="x")  # type: ignore[arg-type]
    changed = walk.to("changing")
    waits = changed.pendings.get(agreed=None, dropped=None)
    waits.asked_by = walk.cast.ward_office  # so that the group is the side that answers
    waits.save()
    more = {"CHANGED": changed.code, "CHANGE_ASKED": waits.pk}
    return {**more, "SPENT": spent.pk, "CHANGE": row.pk, "DUTY": project.duties.first().pk, "LOG": log.pk}  # type: ignore[attr-defined]
