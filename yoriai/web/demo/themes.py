"""What the problems are here, in figures, and a theme somebody misses. The figures are invented, like the city."""

from yoriai.directory import actions
from yoriai.kernel.models import Theme
from yoriai.web.demo.cast import Cast

FIGURES: list[tuple[str, str, str, str, str]] = [
    ("mimamori", "75歳以上でひとり暮らしの人", "6,240人", "令和7年10月", "杜野市 高齢者のくらし調査（架空）"),
    ("mimamori", "ふだん話す相手が週に1回以下の人", "8人に1人", "令和7年10月", "杜野市 高齢者のくらし調査（架空）"),
    ("gomi", "集積所の当番を引き受ける人がいない町内会", "214のうち37", "令和8年4月", "町内会連合会アンケート（架空）"),
    ("kodomo", "放課後に行く場所がないと答えた小学生", "100人に14人", "令和8年6月", "杜野市 子どもの声しらべ（架空）"),
    (
        "sonae",
        "避難のときに手助けがいる人の個別計画",
        "1,830人のうち412人分",
        "令和8年3月",
        "杜野市 危機管理室（架空）",
    ),
]


def themes(cast: Cast) -> None:
    """The office keeps the figures; a resident misses a theme."""
    office = cast.who(cast.officer, cast.section)
    for code, what, value, as_of, source in FIGURES:
        theme = Theme.objects.get(code=code)
        actions.add_figure(theme, by=office, what=what, value=value, as_of=as_of, source=source)
    actions.raise_theme(
        "引っ越してきた人が、だれとも知り合えない",
        "春に越してきて半年、あいさつはしても名前を知りません。町内会の入り方も、どこに書いてあるのか分かりませんでした。",
        by=cast.who(cast.resident),
    )
