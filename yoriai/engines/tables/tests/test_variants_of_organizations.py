"""Lists of organisations as a dozen other cities, offices and portals would write them (all invented)."""

import pytest

from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.organizations import OrganizationRow, read_organizations
from yoriai.engines.tables.taking import Line
from yoriai.engines.tables.tests.files import xlsx


def taken(content: bytes) -> tuple[list[tuple[Line, OrganizationRow]], Report]:
    report = Report()
    table = read(content, "", [aliases_for("organizations")])
    return list(read_organizations(table, report, home="042021")), report


SHOWN = (
    "kind", "fields", "areas", "district", "address", "corporate_number", "representative", "founded_on", "members",
    "households", "contact", "phone", "mail", "url", "path", "section", "dissolved", "contact_public",
)  # fmt: skip


def sketch(line: Line, row: OrganizationRow) -> str:
    """The name, what is known of it, and what is doubted."""
    known = {name: value for name in SHOWN if (value := getattr(row, name)) not in ("", None, ())}
    told = [
        f"{name}={'/'.join(map(str, value)) if isinstance(value, tuple) else value}" for name, value in known.items()
    ]
    doubts = [f"?{reason.code}" for reason in line.doubts]
    return " | ".join([row.name, *told, *doubts])


NUMBERS = [
    "１",
    "２",
    "３",
    "４",
    "５",
    "６",
    "７",
    "８",
    "９",
    "１０",
    "１１",
    "１２",
    "１３",
    "１４",
    "１５",
    "１６",
    "１７",
    "１８",
    "１９",
    "２０",
]
NPO = "\n".join(
    [
        "法人名称,法人名称カナ,所轄庁,権限移譲先市町村,主たる事務所の所在地,主たる事業所の郵便番号,従たる事務所の所在地,"
        "代表者氏名,団体代表者名（フリガナ）,法人設立認証年月日,設立年月日,定款に記載された目的,"
        + ",".join(f"活動分野{number}" for number in NUMBERS)
        + ",認定（認定・特例認定１）,監督情報,解散情報,法人情報URL,法人番号,特定非営利活動に係る事業,その他の事業",
        "特定非営利活動法人見守りの輪,ミマモリノワ,杜野市,,宮城県杜野市長町一丁目1番1号,9800811,,山田　太郎,ヤマダタロウ,"
        "2005/03/10,平成17年4月1日,高齢者の見守り,"
        + ",".join("○" if number in (1, 3, 13) else "" for number in range(1, 21))
        + ",,,,https://www.npo-homepage.go.jp/npoportal/detail/1,8000020041009,訪問事業,",
        "特定非営利活動法人川の会,カワノカイ,宮城県,杜野市,宮城県杜野市加茂２,,,佐藤　花子,,2001/01/15,2001/02/01,川を守る,"
        + ",".join("〇" if number == 7 else "" for number in range(1, 21))
        + ",,,2019年05月01日 社員総会の決議,,8000020041008,,",
    ]
)
VARIANTS: dict[str, tuple[bytes, list[tuple[str, ...]]]] = {
    "the national NPO portal": (
        NPO.encode("cp932"),
        [
            (
                "特定非営利活動法人見守りの輪",
                "kind=npo",
                "fields=1/3/13",
                "address=宮城県杜野市長町一丁目1番1号",
                "corporate_number=8000020041009",
                "representative=山田\u3000太郎",
                "founded_on=2005-04-01",
                "url=https://www.npo-homepage.go.jp/npoportal/detail/1",
            ),
            (
                "特定非営利活動法人川の会",
                "kind=npo",
                "fields=7",
                "address=宮城県杜野市加茂２",
                "representative=佐藤\u3000花子",
                "founded_on=2001-02-01",
                "dissolved=2019年05月01日 社員総会の決議",
                "?corporate_number_wrong_check_digit",
            ),
        ],
    ),
    "groups below a title": (
        """市民活動団体一覧（令和8年4月1日現在）,,,,,,,
No.,団体名,フリガナ,代表者,活動分野,主な活動内容,連絡先,ホームページ
1,長町おやこ広場,ﾅｶﾞﾏﾁｵﾔｺﾋﾛﾊﾞ,鈴木,子ども・子育て,毎週水曜の広場,090-0000-0001,https://a.example/
2,みどりの会,みどりのかい,,環境、まちづくり,花壇づくり,未定,なし
3,外国人支援ネット,,,国際協力・人権,日本語教室,info@b.example,www.b.example
""".encode(),
        [
            ("長町おやこ広場", "fields=13", "representative=鈴木", "contact=090-0000-0001", "url=https://a.example/"),
            ("みどりの会", "fields=3/7", "?undecided"),
            ("外国人支援ネット", "fields=10/11", "contact=info@b.example", "?link_unreadable"),
        ],
    ),
    "neighbourhoods by district, merged, with subtotals": (
        xlsx(
            ["町内会・自治会一覧"],
            [None],
            ["地区", "町内会名", "会長", "世帯数", "加入世帯数", "区域", "集会所"],
            ["長町", None, None, None, None, None, None],
            ["長町", "長町一丁目町内会", "会長A", 350, "300世帯", "長町一丁目1～10番", "長町集会所"],
            [None, "長町南町内会", "会長B", "約420世帯", None, "長町南一丁目、長町南二丁目", "なし"],
            ["小計", None, None, 770, 300, None, None],
            ["加茂", "加茂町内会", "会長C", "１２０", None, "加茂", "加茂集会所"],
            [None, "加茂地区連合町内会", "会長D", None, None, None, None],
            merges=["A5:A6", "A8:A9"],
        ),
        [
            (
                "長町一丁目町内会",
                "kind=neighbourhood",
                "areas=長町一丁目1～10番",
                "district=長町",
                "representative=会長A",
                "households=350",
                "section=長町",
            ),
            (
                "長町南町内会",
                "kind=neighbourhood",
                "areas=長町南一丁目/長町南二丁目",
                "district=長町",
                "representative=会長B",
                "households=420",
                "section=長町",
                "?number_about",
            ),
            (
                "加茂町内会",
                "kind=neighbourhood",
                "areas=加茂",
                "district=加茂",
                "representative=会長C",
                "households=120",
            ),
            ("加茂地区連合町内会", "kind=federation", "district=加茂", "representative=会長D"),
        ],
    ),
    "companies": (
        """企業名,所在地,業種,社会貢献の形態,実績,受入条件,担当窓口,電話番号,SDGs
株式会社杜野製作所,杜野市工業団地1,製造,社員参加、場所提供,公園清掃,平日のみ,総務部,0222220001,3;11
(有)森商店,杜野市長町2,小売,物品提供,,,店長,22-222-0002,-
杜野信用金庫,杜野市中央,金融,寄付・助成,子ども食堂,,,022-222-0003,
""".encode(),
        [
            ("株式会社杜野製作所", "kind=company", "address=杜野市工業団地1", "contact=総務部", "phone=0222220001"),
            (
                "(有)森商店",
                "kind=company",
                "address=杜野市長町2",
                "contact=店長",
                "phone=022-222-0002",
                "?phone_zero_restored",
            ),
            ("杜野信用金庫", "kind=company", "address=杜野市中央", "phone=022-222-0003"),
        ],
    ),
    "a city hall that writes the upper levels once": (
        """部,課,係,電話番号,内線,業務内容
総務部,総務課,庶務係,022-000-1000,2101,庶務
,,人事係,022-000-1000,2111,人事
市民部,市民協働課,,022-000-2000,,協働
""".encode(),
        [
            ("総務部総務課庶務係", "kind=section", "phone=022-000-1000 (内線2101)", "path=総務部/総務課/庶務係"),
            (
                "総務部総務課人事係",
                "kind=section",
                "phone=022-000-1000 (内線2111)",
                "path=総務部/総務課/人事係",
                "?taken_from_above",
            ),
            ("市民部市民協働課", "kind=section", "phone=022-000-2000", "path=市民部/市民協働課"),
        ],
    ),
    "a city hall with merged cells": (
        xlsx(
            ["令和8年度　組織一覧"],
            ["局", "部", "課・室", "係・担当", "電話"],
            ["市民局", "協働部", "協働推進課", "地域担当", "022-000-3000"],
            [None, None, None, "NPO担当", "022-000-3001"],
            [None, None, "区政課", None, "022-000-3002"],
            merges=["A3:A5", "B3:B5", "C3:C4"],
        ),
        [
            (
                "市民局協働部協働推進課地域担当",
                "kind=section",
                "phone=022-000-3000",
                "path=市民局/協働部/協働推進課/地域担当",
            ),
            (
                "市民局協働部協働推進課NPO担当",
                "kind=section",
                "phone=022-000-3001",
                "path=市民局/協働部/協働推進課/NPO担当",
            ),
            ("市民局協働部区政課", "kind=section", "phone=022-000-3002", "path=市民局/協働部/区政課"),
        ],
    ),
    "our own sheet": (
        """ID,主体種別,名称,よみ,略称,英語名,やさしい日本語の紹介,分野(20),課題テーマ,活動地域,活動日,会員数,対象,できること,\
ほしいこと,電話番号,FAX番号,メールアドレス,連絡先の公開,HP,SNS,法人番号,加入窓口,更新日,確認者,開示レベル,出典
O1,任意団体,雪かき隊,ゆきかきたい,,,雪をかきます。,1;9,雪かき;一人暮らし高齢者の見守り,青葉区;泉区,冬の土日,25,だれでも,\
人：10人；物：スコップ,運転手,022-000-4000,,yuki@c.example,紹介のみ,https://c.example/,\
https://x.example/yuki https://i.example/yuki,,会長まで,2026-04-01,支援センター,3,聞き取り
""".encode(),
        [
            (
                "雪かき隊",
                "kind=voluntary",
                "fields=1/9",
                "areas=青葉区/泉区",
                "members=25",
                "phone=022-000-4000",
                "mail=yuki@c.example",
                "url=https://c.example/",
                "contact_public=False",
            )
        ],
    ),
    "circles, tabs, Shift_JIS": (
        """サークル名\t活動の内容\t活動日時\t活動場所\t会員数\t会費\t問合せ先\tＴＥＬ
うたごえ\t合唱\t第1・3木曜 10時～\t東公民館\t18人\t月500円\t田中\t（022）000-5000
太極拳の会\t太極拳\t毎週土曜\t中央公園\t３０名\t無料\tー\tー
""".encode("cp932"),
        [
            ("うたごえ", "areas=東公民館", "members=18", "contact=田中", "phone=022-000-5000"),
            ("太極拳の会", "areas=中央公園", "members=30"),
        ],
    ),
    "two rows of names": (
        xlsx(
            ["番号", "団体名称", "代表者", None, "連絡先", None, None, "備考"],
            [None, None, "役職", "氏名", "電話", "FAX", "メール", None],
            [1, "文化協会", "会長", "高橋", "022-000-6000", "022-000-6001", "bunka＠d.example", None],
            [2, "体育協会", "会長", "伊藤", "022-000-6002", None, None, "NPO法人"],
        ),
        [
            ("文化協会", "representative=高橋", "phone=022-000-6000", "mail=bunka@d.example"),
            ("体育協会", "representative=伊藤", "phone=022-000-6002"),
        ],
    ),
    "fields in columns of their names": (
        """団体の名称,法人格の有無,保健・医療・福祉,社会教育,まちづくり,環境の保全,子どもの健全育成,法人番号
NPO法人たねまき,NPO法人,○,,○,,●,8000020041009
こもれび,なし,,,,1,,
なかま学園,学校法人,×,○,,,○,8.00002E+12
""".encode(),
        [
            ("NPO法人たねまき", "kind=npo", "fields=1/3/13", "corporate_number=8000020041009"),
            ("こもれび", "kind=voluntary", "fields=7"),
            ("なかま学園", "kind=school", "fields=2/13", "?number_rounded"),
        ],
    ),
    "a portal's English names": (
        """#property,name,address,telephoneNumber,note
1,長町商店街振興組合,杜野市長町3,0222220009,
2,加茂商店会,杜野市加茂3,,休止中
""".encode(),
        [
            ("長町商店街振興組合", "kind=shops", "address=杜野市長町3", "phone=0222220009"),
            ("加茂商店会", "kind=shops", "address=杜野市加茂3"),
        ],
    ),
    "universities": (
        """大学名,学部・ゼミ,連携できる内容,担当部署,ＵＲＬ
杜野大学,地域学部 山本ゼミ,PBL（単位あり）,地域連携課,https://u.example/
杜野工業高等専門学校,,インターン,,
""".encode(),
        [
            ("杜野大学", "kind=university", "contact=地域連携課", "url=https://u.example/"),
            ("杜野工業高等専門学校", "kind=university"),
        ],
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_list_is_read_as_a_person_would_read_it(name: str) -> None:
    content, expected = VARIANTS[name]
    rows, _report = taken(content)
    assert [sketch(line, row) for line, row in rows] == [" | ".join(parts) for parts in expected]
