"""審査結果のお知らせ (F8): one letter to one party, A4."""

from dataclasses import dataclass
from datetime import date

from yoriai.ui.paper.letter import Letter, letter_pdf

TITLE = "協働事業提案の審査結果について（お知らせ）"
# outcome: the result in a word, what follows from it.
OUTCOMES = {
    "passed_first": ("一次審査　通過", "つづいて公開プレゼンテーションに進みます。日時は、あらためてお知らせします。"),
    "held": ("保留（もう一度ご提出ください）", "下の助言をふまえて書類を直し、期日までにもう一度ご提出ください。"),
    "not_passed": ("一次審査　不通過", "今回は次の審査に進みません。"),
    "adopted": ("採択", "これから市と協定の内容を話し合います。担当からご連絡します。"),
    "adopted_if": ("条件付き採択", "下の条件がととのいましたら採択となります。担当からご連絡します。"),
    "not_adopted": ("不採択", "今回は採択に至りませんでした。"),
}


@dataclass(frozen=True)
class Result:
    """What the letter says. tried: a look before it is decided, marked so on the sheet."""

    day: date
    to: str
    person: bool
    sender: str
    scheme: str
    title: str
    number: int
    outcome: str
    mean: str
    line: int
    words: str
    conditions: str
    advice: str
    other_way: str
    again: str
    tried: bool
    phone: str
    fax: str
    office: str
    hours: str
    address: str


def result_pdf(result: Result) -> bytes:
    """The letter as PDF."""
    words, then = OUTCOMES[result.outcome]
    facts = [
        ("事業名", f"{result.title}（受付番号{result.number}）"),
        ("結果", words),
        ("審査の点", f"100点中 {result.mean}点（基準 {result.line}点）" if result.mean else ""),
        ("審査会のことば", result.words),
        ("採択の条件", result.conditions),
        ("理由と助言", result.advice),
        ("再提案の可否", result.again),
        ("ほかの道", result.other_way),
    ]
    opening = f"「{result.scheme}」にご提案いただき、ありがとうございました。審査の結果をお知らせします。"
    return letter_pdf(
        Letter(
            date=result.day,
            to=result.to,
            honour="様" if result.person else "御中",
            sender=result.sender,
            title=f"【下見】{TITLE}" if result.tried else TITLE,
            paragraphs=[opening, then],
            facts=[(name, value) for name, value in facts if value],
            phone=result.phone,
            fax=result.fax,
            office=result.office,
            hours=result.hours,
            address=result.address,
        )
    )
