"""Cases of collaboration: our own sheet, and lists of projects as other cities would write them (all invented)."""

import pytest

from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.cases import CaseRow, read_cases
from yoriai.engines.tables.taking import Line
from yoriai.engines.tables.tests.files import xlsx


def taken(content: bytes) -> tuple[list[tuple[Line, CaseRow]], Report]:
    report = Report()
    table = read(content, "", [aliases_for("cases")])
    return list(read_cases(table, report)), report


SHOWN = (
    "themes", "areas", "begins", "ends", "summary", "results", "cost_yen", "failure_kinds", "lessons", "goes_on", "pictures",
    "visible", "consents",
)  # fmt: skip


def sketch(line: Line, row: CaseRow) -> str:
    """The name, what is known of it, and what is doubted."""
    known = {name: value for name in SHOWN if (value := getattr(row, name)) not in ("", None, ())}
    told = [
        f"{name}={'/'.join(map(str, value)) if isinstance(value, tuple) else value}" for name, value in known.items()
    ]
    doubts = [f"?{reason.code}" for reason in line.doubts]
    return " | ".join([row.title, *told, *doubts])


VARIANTS: dict[str, tuple[bytes, list[tuple[str, ...]]]] = {
    "our own sheet": (
        """ID,題名,一言,課題テーマ,地域,期間,主体と役割,きっかけ,課題,目的の共有の仕方,資源の持ち寄り,経緯,成果,波及,費用と財源,\
失敗・つまずき,失敗の型,原因,学び,もう一度やるなら,続いていること・次の一歩,問い合わせ,写真,公開範囲,同意した主体
C1,見守りカフェ,歩いて行ける居場所,一人暮らし高齢者の見守り;移動手段,長町,令和5年4月～令和6年3月,"長町一丁目町内会：声かけ
NPO法人見守りの輪：運営；長町区役所：会場",民生委員が町内会長に声をかけた,高齢化率32%,三者で歩いた,鍵・茶・人,\
4月準備／7月開始,来場のべ800人,となりの学区へ,120000円,鍵の当番が決まらなかった,役割不明;担い手不足,書いていなかった,\
最初に紙にする,秋から始める,毎月続く,協働課,https://a.example/1.jpg,公開,長町一丁目町内会;NPO法人見守りの輪
""".encode(),
        [
            (
                "見守りカフェ",
                "themes=一人暮らし高齢者の見守り/移動手段",
                "areas=長町",
                "begins=2023-04-01",
                "ends=2024-03-31",
                "summary=歩いて行ける居場所",
                "results=来場のべ800人",
                "cost_yen=120000",
                "failure_kinds=役割不明/担い手不足",
                "lessons=最初に紙にする",
                "goes_on=毎月続く",
                "pictures=https://a.example/1.jpg",
                "visible=public",
                "consents=長町一丁目町内会/NPO法人見守りの輪",
            )
        ],
    ),
    "a city's list of projects": (
        """事業名,実施団体,担当課,実施年度,事業概要,市の役割,団体の役割,成果
花いっぱい事業,みどりの会,公園課,令和4年度,花壇を作る,苗の提供,植えつけ,10か所
雪かき応援,雪かき隊、社協,高齢福祉課・道路課,R5～R6年度,雪をかく,道具,人,
""".encode(),
        [
            ("花いっぱい事業", "begins=2022-04-01", "ends=2023-03-31", "summary=花壇を作る", "results=10か所"),
            ("雪かき応援", "begins=2023-04-01", "ends=2025-03-31", "summary=雪をかく"),
        ],
    ),
    "parties in columns, a title, a total": (
        xlsx(
            ["令和5年度 協働事例集"],
            ["番号", "事例名", "主体１", "役割１", "主体２", "役割２", "費用", "効果", "今後の展開"],
            [1, "子ども食堂", "こもれび", "運営", "八百屋", "食材", 50000, "月40人", "回数を増やす"],
            [2, "空き家カフェ", "大学", "設計", "町内会", "片づけ", "約80万円", "", "未定"],
            ["合計", 2],
        ),
        [
            ("子ども食堂", "results=月40人", "cost_yen=50000", "goes_on=回数を増やす"),
            ("空き家カフェ", "cost_yen=800000", "goes_on=未定"),
        ],
    ),
    "names nobody listed, roles in brackets": (
        """プロジェクトの名称,取組みのきっかけ,工夫した点,苦労した点,役割分担,公開の可否
朝市,商店会の相談,のぼり,雨,商店会（出店）／市（道路使用）,可
夜市,,,,-,関係者のみ
""".encode(),
        [("朝市", "lessons=のぼり", "visible=public"), ("夜市", "visible=parties")],
    ),
    "hardly anything": (
        ('タイトル,内容,写真\n清掃,海岸の清掃,"https://a.example/1.jpg\nhttps://a.example/2.jpg"\n').encode(),
        [("清掃", "pictures=https://a.example/1.jpg/https://a.example/2.jpg")],
    ),
    "funding proposals with a title and thousands of yen": (
        """令和5年度 提案型協働事業 採択一覧,,,,,
No,事業名,提案団体,協働担当課,事業費,事業の\u3000概要
1,空き家バンク応援,空き家の会,住宅課,"1,200千円",空き家を調べる
2,外国人の防災,国際ネット,危機管理課,80万円,やさしい日本語の訓練
計,,,,"2,000千円",
""".encode("cp932"),
        [
            ("空き家バンク応援", "summary=空き家を調べる", "cost_yen=1200000"),
            ("外国人の防災", "summary=やさしい日本語の訓練", "cost_yen=800000"),
        ],
    ),
    "parties with their roles under two rows of names": (
        xlsx(
            ["番号", "事例名", "実施主体", None, "市", None, "成果"],
            [None, None, "団体名", "団体の役割", "担当課", "市の役割", None],
            [1, "川の学校", "川の会", "講師", "環境課", "会場", "参加40人"],
            merges=["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"],
        ),
        [("川の学校", "results=参加40人")],
    ),
    "years merged down the side": (
        xlsx(
            ["年度", "取組名", "連携団体", "取組内容", "効果", "今後の予定"],
            ["令和4年度", "見守り協定", "新聞店、郵便局", "異変の知らせ", "3件", "継続"],
            [None, "買い物バス", "社協", "月2回の運行", None, "なし"],
            ["令和5年度", "朝の見守り", "町内会・小学校", "毎朝", "-", "未定"],
            merges=["A2:A3"],
        ),
        [
            ("見守り協定", "begins=2022-04-01", "ends=2023-03-31", "results=3件", "goes_on=継続"),
            ("買い物バス", "begins=2022-04-01", "ends=2023-03-31", "goes_on=なし"),
            ("朝の見守り", "begins=2023-04-01", "ends=2024-03-31", "goes_on=未定"),
        ],
    ),
    "duties and line breaks in the names": (
        """【必須】題名,"主体と
役割",※期間,失敗・つまずき（あれば）,失敗の型（複数可）,もう一度やるなら？,公開範囲
夏祭り,"・商店街：出店
・高校生→司会",2024/7/1～2024/8/31,雨の日を決めていなかった,情報不足、その他,先に決める,庁内
""".encode(),
        [
            (
                "夏祭り",
                "begins=2024-07-01",
                "ends=2024-08-31",
                "failure_kinds=情報不足/その他",
                "visible=hall",
                "?choice_unknown",
            )
        ],
    ),
    "a failure without names": (
        """事例番号,タイトル,どんな取組か,うまくいかなかったこと,要因,教訓,問合せ
F-1,（匿名）子どもの居場所,市民団体と行政の協働,担当が代わって途切れた,引継ぎの紙がない,席で引き継ぐ,支援センター 022-000-0009
""".encode(),
        [("（匿名）子どもの居場所", "lessons=席で引き継ぐ")],
    ),
    "English names": (
        """id,title,summary,themes,note
7,River day,Cleaning together,環境;川,x
""".encode(),
        [("River day", "themes=環境/川", "summary=Cleaning together")],
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_list_is_read_as_a_person_would_read_it(name: str) -> None:
    content, expected = VARIANTS[name]
    rows, _report = taken(content)
    assert [sketch(line, row) for line, row in rows] == [" | ".join(parts) for parts in expected]


def roles(name: str) -> list[list[tuple[str, str]]]:
    return [[(one.party, one.role) for one in case.roles] for _line, case in taken(VARIANTS[name][0])[0]]


def test_parties_and_their_roles_are_found_in_one_cell_or_in_columns() -> None:
    assert roles("our own sheet") == [
        [("長町一丁目町内会", "声かけ"), ("NPO法人見守りの輪", "運営"), ("長町区役所", "会場")]
    ]
    assert roles("a city's list of projects")[1] == [
        ("雪かき隊", "人"), ("社協", "人"), ("高齢福祉課", "道具"), ("道路課", "道具"),
    ]  # fmt: skip
    assert roles("parties in columns, a title, a total")[0] == [("こもれび", "運営"), ("八百屋", "食材")]
    assert roles("names nobody listed, roles in brackets") == [[("商店会", "出店"), ("市", "道路使用")], []]
    assert roles("parties with their roles under two rows of names") == [[("川の会", "講師"), ("環境課", "会場")]]
    assert roles("duties and line breaks in the names") == [[("商店街", "出店"), ("高校生", "司会")]]
    assert roles("years merged down the side")[0] == [("新聞店", ""), ("郵便局", "")]
