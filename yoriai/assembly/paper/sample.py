"""The print pack and a 控え of one evening in 杜野市 (架空), to look at: `python -m yoriai.assembly.paper.sample DIR`."""

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from yoriai.assembly.paper.pack import PARTS, Evening, Step, pack_pdf
from yoriai.assembly.paper.writers_copy import TypedCard, WritersCopy, writers_copy_pdf
from yoriai.engines.japanese.ruby import pieces
from yoriai.ui.paper.calls import Call
from yoriai.ui.paper.samples import write_all

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
PHONE, FAX, OFFICE, HOURS = "000-000-0000", "000-000-0001", "市民協働課", "午前9時～午後5時"
BASE = "https://yoriai.morino.example"
QUESTION = "ひとり暮らしのお年よりを、町ぐるみでどう見守る？"


def _code(number: int) -> str:
    return "".join(SIGNS[(number * 48_271 + 11) // 32**place % 32] for place in range(6))


def _at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 25, hour, minute)


EVENING = Evening(
    assembly="長町のこれから会議",
    number=7,
    question=QUESTION,
    starts=_at(18, 30),
    ends=_at(20, 30),
    place="長町コミュニティセンター 大広間",
    code="P7K2M4",
    base_url=BASE,
    phone=PHONE,
    fax=FAX,
    office=OFFICE,
    hours=HOURS,
    cards=[_code(number) for number in range(1001, 1181)],
    tickets=[_code(number) + "K7" for number in range(2001, 2025)],
    tables=[str(number) for number in range(1, 11)],
    steps=[
        Step(_at(17, 30), 45, "会場づくり・印刷物をならべる", "運営チーム", "つくえの番号、QR、カード、ペン"),
        Step(_at(18, 15), 0, "開場・受付", "受付2人", "受付名簿、名札"),
        Step(_at(18, 30), 10, "はじめに：この会のきまりと問い", "共同代表（市民）", "進行表"),
        Step(_at(18, 40), 20, "ラウンド1　気になることを話す", "各つくえの進行役", "模造紙、ペン"),
        Step(_at(19, 0), 20, "ラウンド2　席をかえて、できることを話す", "各つくえの進行役", "模造紙"),
        Step(_at(19, 20), 15, "カードを書く", "みんな", "意見カード、ペン"),
        Step(_at(19, 35), 15, "そう思う・そう思わない・わからない", "つくえごと", "集計表、シール"),
        Step(_at(19, 50), 25, "まとめ：できること・やること", "まとめ役（市民・市）", "カード、マグネット"),
        Step(_at(20, 15), 15, "次の一歩・次回・お知らせ", "共同代表（市）", "この紙の下の表"),
        Step(_at(20, 30), 0, "閉会・カードを数える", "運営チーム", "封筒"),
    ],
    things=["カード 180枚", "ペン 60本", "模造紙 20枚", "名札", "マグネット", "時計", "延長コード", "封筒"],
    calls=[
        Call("髙橋 勇", "phone", "000-000-0101", "11月25日（水）午後6時30分、長町コミュニティセンターです。"),
        Call("長町北町内会", "fax", "000-000-0102", "会のお知らせとカードを3枚送ります。"),
    ],
)
COPY = WritersCopy(
    session="第7回 長町のこれから会議",
    question=QUESTION,
    held=date(2026, 11, 25),
    cards=[
        TypedCard(
            "P7K2M4",
            "できること",
            "新聞受けがたまっていたら、声をかける。うちの前の通りなら、毎朝歩いています。",
            date(2026, 11, 25),
            table="3",
            nickname="いさむ",
            may_print=True,
            unread=["三行目の、家の名前"],
        )
    ],
    base_url=BASE,
    phone=PHONE,
    fax=FAX,
    office=OFFICE,
    hours=HOURS,
)


def papers() -> dict[str, Callable[[], bytes]]:
    """Every file by its name."""
    single = {f"pack-{part}.pdf": lambda part=part: pack_pdf(EVENING, [part]) for part in PARTS}
    return {
        "pack.pdf": lambda: pack_pdf(EVENING),
        "pack-furigana.pdf": lambda: pack_pdf(EVENING, reader=pieces),
        **single,
        "writers-copy.pdf": lambda: writers_copy_pdf(COPY),
        "writers-copy-furigana.pdf": lambda: writers_copy_pdf(COPY, reader=pieces),
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder: python -m yoriai.assembly.paper.sample DIR")
    write_all(Path(sys.argv[1]), papers())
