"""The kinds of organisation, by the words of a column of kinds and by the legal form in a name."""

import re

from .value import plain

# The first that fits: kind, how a column says it, how a name says it.
KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "federation",
        "連合(?:町内会|自治会|町会)|(?:町内会|自治会)連合",
        "連合(?:町内会|自治会|町会)|(?:町内会|自治会|町会)等?連[合絡]",
    ),
    ("neighbourhood", "町内会|自治会|町会|区会", "(?:町内会|自治会|町会|区会|管理組合)$"),
    ("welfare", "社協|社会福祉協議会", "社会福祉協議会"),
    ("shops", "商店街|商店会", "商店街|商店会|商栄会"),
    ("students", "学生", "学生(?:団体|サークル|会)"),
    ("university", "大学", r"(?:大学|大学院|短期大学|高等専門学校)(?:$|[\s　][^\s　]{1,12}$)"),
    ("school", "学校", "(?:小学校|中学校|高等学校|高校|学園|専門学校|支援学校|幼稚園|学校)$"),
    ("npo", "NPO|特定非営利", r"特定非営利活動法人|NPO法人|^\(特非\)|^NPO"),
    (
        "company",
        "企業|会社|事業者|営利法人",
        r"(?:株式|有限|合同|合資|合名)会社|\((?:株|有|同|資)\)|信用金庫|銀行$|農業協同組合|生活協同組合",
    ),
    ("section", "行政|市の(?:課|組織|部署)|市役所|自治体", ""),
    (
        "voluntary",
        "任意団体|市民(?:活動)?団体|ボランティア|サークル|法人格(?:なし|無)|^なし$|^無し?$",
        "ボランティア|サークル|実行委員会$",
    ),
    (
        "other",
        "その他|財団|社団|社会福祉法人|学校法人|協同組合",
        "(?:一般|公益)(?:財団|社団)法人|(?:社会福祉|医療|学校|宗教|独立行政|国立大学)法人",
    ),
)
# How our own sheet says each, in the words of the house.
SAID = {
    "npo": "NPO法人", "voluntary": "任意団体", "neighbourhood": "町内会・自治会", "federation": "連合町内会",
    "company": "企業", "shops": "商店街", "school": "学校", "university": "大学", "students": "学生団体",
    "welfare": "社協", "section": "行政の課", "other": "その他",
}  # fmt: skip


def kind_of(said: str, name: str) -> str:
    """The kind that a column of kinds names, else the one that the legal form in the name is; "" for neither."""
    told, named = plain(said), plain(name)
    for kind, by_column, _ in KINDS if told else ():
        if re.search(by_column, told, re.IGNORECASE):
            return kind
    return next((kind for kind, _, by_name in KINDS if by_name and re.search(by_name, named, re.IGNORECASE)), "")
