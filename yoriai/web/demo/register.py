"""A list as 内閣府 publishes it, with four organisations that exist nowhere: to look up by whoever begins a page."""

from yoriai.directory.actions import take_register
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.writing import to_csv
from yoriai.web.demo.cast import Cast

SOURCE = "架空の名簿（内閣府NPO法人ポータルサイトと同じ形。実際のものは公共データ利用規約 第1.0版）"
NAMES = (
    "法人名称",
    "法人名称カナ",
    "主たる事務所の所在地",
    "設立年月日",
    "定款に記載された目的",
    "解散情報",
    "法人番号",
)
ROWS = [
    (
        "特定非営利活動法人そらのま", "ソラノマ", "杜野市長町区長町一丁目5-6", "平成27年6月3日",
        "子どもがいつ来てもよい場所を開き、地域で育ちを支えることを目的とする。", "", "8999999999901",
    ),
    (
        "特定非営利活動法人川べりの手", "カワベリノテ", "杜野市長町区長町北町8", "平成19年10月1日",
        "川辺の草刈りと観察会を通じて、水辺に親しむまちをつくることを目的とする。", "", "7999999999902",
    ),
    (
        "特定非営利活動法人おむすび", "オムスビ", "杜野市北森区加茂2-1", "令和2年4月20日",
        "高齢者の食事と移動を助けることを目的とする。", "", "6999999999903",
    ),
    (
        "特定非営利活動法人おむすび", "オムスビ", "杜野市長町区長町一丁目1-1", "平成14年2月8日",
        "子育て中の親の集まりを開くことを目的とする。", "令和4年3月31日 解散", "",
    ),
]  # fmt: skip


def register(cast: Cast) -> None:
    """By the office, through the same action as for real."""
    rows = [(*row, "杜野市") for row in ROWS]
    table = read(to_csv([*NAMES, "所轄庁"], rows), "npo.csv", [aliases_for("organizations")])
    take_register(table, by=cast.who(cast.officer, cast.section), source=SOURCE)
