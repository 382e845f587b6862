"""An idea that came on paper: the head 髙橋 wrote it by hand and brought it to the counter, and has no account."""

from yoriai.people.models import Contact
from yoriai.proposals import actions
from yoriai.proposals.models import Document, Scheme
from yoriai.web.demo.cast import Cast

LAMPS = {
    "issue": "集会所から坂の下までの道は、冬の夕方が暗く、転ぶ人が毎年出ます。足もとが見えないので、集まりに来なくなった人もいます。",
    "idea": "家の門の前に小さな灯りを一つずつ置いてもらい、通る人の足もとを照らす。電池の交換は子ども会と回る。",
    "with_whom": "子ども会、坂の下の電器店",
    "city_role": "街灯のない所の地図。置いてもよい場所の確かめ。",
    "contact": "集会所のFAX　000-000-0011",
}


def idea_on_paper(cast: Cast, scheme: Scheme) -> None:
    """Typed by the office; its copy waits on the list for telephone, fax and post."""
    actions.type_idea(
        scheme, LAMPS, by=cast.who(cast.officer, cast.office), way=Document.Way.COUNTER, actor=cast.neighbourhood,
        reply_way=Contact.Way.FAX, reply_to="000-000-0011", type="free", title="坂道に、ひとつずつの灯り",
    )  # fmt: skip
