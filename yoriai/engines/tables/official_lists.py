"""国税庁's list of corporate numbers has no row of names; the columns are told by its description (Unicode and Shift_JIS, 30 columns)."""

import re

COLUMNS = (
    "一連番号", "法人番号", "処理区分", "訂正区分", "更新年月日", "変更年月日", "商号又は名称", "商号又は名称イメージID", "法人種別コード",
    "所在地_都道府県", "所在地_市区町村", "番地以下", "国内所在地イメージID", "都道府県番号", "市区町村番号", "郵便番号",
    "国外所在地", "国外所在地イメージID", "登記記録の閉鎖等年月日", "登記記録の閉鎖等の事由", "承継先法人番号", "変更事由の詳細",
    "法人番号指定年月日", "最新履歴", "商号又は名称（英語表記）", "国内所在地（都道府県）（英語表記）",
    "国内所在地（市区町村丁目番地等）（英語表記）", "国外所在地（英語表記）", "フリガナ", "検索対象除外",
)  # fmt: skip
BARE = re.compile(rb'(?:\xef\xbb\xbf)?"?\d+"?,"?\d{13}"?,"?\d{2}"?,')
FORMS = re.compile(
    "特定非営利活動法人|特定非営利法人|npo法人|認定npo|非営利活動法人|(?:一般|公益)?(?:社団|財団)法人|社会福祉法人|学校法人|医療法人"
    "|宗教法人|株式会社|有限会社|合同会社|合資会社|合名会社|[(（][株有福学社財特一公]+[)）]"
)


def with_columns(data: bytes) -> bytes:
    """The file with the names of its columns above it, where it is that list; any other as it is."""
    if not BARE.match(data[:200]):
        return data
    start = data[:100_000].decode("utf-8", "replace")[:-4]  # the last sign may be cut
    code = "cp932" if "\ufffd" in start else "utf-8"
    return ",".join(COLUMNS).encode(code) + b"\n" + data.removeprefix(b"\xef\xbb\xbf")


def bare_name(folded: str) -> str:
    """The folded name without the words for its legal form."""
    return FORMS.sub("", folded).strip() or folded
