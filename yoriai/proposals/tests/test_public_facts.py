"""What everybody reads of a proposal in each state: the table of the reference ("published per step"), written out by hand (R35)."""

import json

import pytest
from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.models import Agreement, Answer, LogEntry, Proposal
from yoriai.proposals.queries.work import summary_digest
from yoriai.proposals.tests.test_pages import BETWEEN, words
from yoriai.proposals.tests.walk import ANSWERS
from yoriai.proposals.tests.wandering import step

# state: how it stands for everybody; what is read of it. `list` is number, name and class, once the list is published.
# After adoption: `project` is name, group, section, purpose, contents; `panel` the panel's words; then what was published with each step.
READ = """
idea            | (nothing)   |
consulting      | (nothing)   |
drafting        | (nothing)   |
lapsed          | (nothing)   |
submitted       | 審査中      | list
checking        | 審査中      | list
correcting      | 審査中      | list
uncorrected     | 審査中      | list
in_talks        | 審査中      | list
first_review    | 審査中      | list
held            | 審査中      | list
not_passed      | 一次不通過  | list
passed_first    | 審査中      | list
presenting      | 審査中      | list
final_review    | 審査中      | list
not_adopted     | 不採択      | list
withdrawn       | 取下げ      | list
adopted_if      | 条件付き採択 | list project panel
settling        | 条件付き採択 | list project panel
adopted         | 採択        | list project panel
awaiting_budget | 予算成立待ち | list project panel
agreeing        | 協定を協議中 | list project panel
given_up        | 辞退        | list project panel
agreed          | 協定締結    | list project panel agreement log
under_way       | 実施中      | list project panel agreement log
changing        | 実施中      | list project panel agreement log
stopped         | 中止        | list project panel agreement log accounts
mid_reported    | 中間報告済  | list project panel agreement log midway
carried_out     | 実施完了    | list project panel agreement log midway
reported        | 報告提出    | list project panel agreement log midway
sent_back       | 報告提出    | list project panel agreement log midway
looking_back    | 一緒にふりかえる | list project panel agreement log midway report accounts
told            | 公開報告会  | list project panel agreement log midway report accounts review
completed       | 完了        | list project panel agreement log midway report accounts review
onward          | 次のステップへ | list project panel agreement log midway report accounts review exit
"""
TABLE = {
    row[0]: (row[1], set(row[2].split()))
    for row in ([c.strip() for c in line.split("|")] for line in READ.strip().splitlines())
}
# Where `Walk.to` does not lead: from where, and by which step.
BEYOND = {"lapsed": ("drafting", "lapse"), "uncorrected": ("correcting", "lapse_correction"), "settling": ("adopted_if", "discuss"),
          "given_up": ("adopted", "give_up"), "stopped": ("under_way", "stop")}  # fmt: skip
LINE, CLAUSE = "北町の歩道をかいた日のこと", "甲と乙は、雪の朝ごとに声をかけ合う。"


def facts(cast, proposal):
    """What shows on the page that a fact is read there."""
    return {
        "list": [f"受付番号 {proposal.number}", proposal.title, "自由提案型"],
        "project": [cast.npo.name, cast.ward_office.name, ANSWERS["F2"]["purpose"], ANSWERS["F2"]["contents"]],
        "panel": ["条件付きで採択しました。" if proposal.state in ("adopted_if", "settling") else "高校生と町内会が組む点を評価しました。"],
        "agreement": [CLAUSE], "log": [LINE], "midway": [ANSWERS["F10"]["progress"]], "report": [ANSWERS["F13"]["done"]],
        "accounts": ["収入（円）", "支出（円）", "消耗品費", "150,000"], "review": ["当番の決め方を早めに話すとよい"],
        "exit": ["町内会が当番を引き継ぎます。"],
    }  # fmt: skip


@pytest.mark.parametrize("state", TABLE)
def test_everybody_reads_of_it_what_the_reference_publishes_and_nothing_else(walk, cast, client_of, state):
    begun, verb = BEYOND.get(state, (state, ""))
    proposal = walk.to(begun)
    proposal = step(walk, proposal, verb) if verb else proposal
    _everything_is_there(proposal, cast)
    scheme = walk.over()
    actions.publish_list(scheme, by=walk.office)
    proposal = Proposal.objects.get(pk=proposal.pk)
    if state in ("told", "completed", "onward"):
        for actor, by in ((cast.npo, walk.group), (cast.students, walk.partner), (cast.ward_office, walk.section)):
            actions.agree_to_summary(proposal, actor, by=by, text_digest=summary_digest(proposal.review))
    stands, read = TABLE[state]
    outsider = client_of(cast.outsider)
    answer, listed = (
        outsider.get(f"/proposals/{proposal.code}/"),
        outsider.get(f"/schemes/{scheme.code}/proposals.json"),
    )
    rows = json.loads(b"".join(listed.streaming_content) if listed.streaming else listed.content)
    if not read:
        assert (answer.status_code, rows) == (404, [])
        return
    page = words(answer)
    shown = {name for name, marks in facts(cast, proposal).items() if all(mark in page for mark in marks)}
    partly = {name for name, marks in facts(cast, proposal).items() if any(mark in page for mark in marks)}
    assert (shown, partly) == (read, read)
    assert f'<span class="kind">{stands}</span>' in page
    assert [text for text in BETWEEN if text in page] == []
    # Open data of the list: number, name, class, how it stands; no more of an adopted one than of another.
    [row] = rows
    assert list(row.values()) == [proposal.number, proposal.title, "自由提案型", stands]


def _everything_is_there(proposal, cast):
    """Words for every step stand in the database already, so that a page which shows them too early is seen."""
    for form in ("F2", "F10", "F13"):
        for key, text in ANSWERS[form].items():
            Answer.objects.get_or_create(
                proposal=proposal, key=key, defaults={"text": text, "person": cast.worker, "hat": cast.npo}
            )
    LogEntry.objects.create(proposal=proposal, on=timezone.localdate(), text=LINE, by=cast.npo)
    for text in Agreement.objects.filter(proposal=proposal):
        Agreement.objects.filter(pk=text.pk).update(parts=[*text.parts, ["結び", CLAUSE]])
