"""Requests to the city: wording that asks the authorities to act, where the talk is about what we could do (R16)."""

import re
from typing import Final

from yoriai.engines.japanese.hints import Hint, hint

CODE: Final = "asks-the-city"

_WANTED = (
    r"[てで](?:ほしい|欲しい|ほしく|欲しく|ほしかっ|(?:もら|貰)いたい|(?:いただ|頂)きたい|(?:くださ|下さ)い|"
    r"くれ(?:ない|ません|たら|れば|ると)|(?:もらえ|貰え|いただけ|頂け)(?:ない|ません|ると|れば|たら|ます))"
)
_SHOULD = r"べき(?=だ|こと|もの|です|で(?:は|ある)|と|じゃ|。|！|$)|(?:義務|責任)(?:だ|です|がある|があります)"
_ASKED = r"(?:要求|希望|要望|お願い|お願い申し上げ)(?:します|いたします|致します|したい|です|しております)|求め(?:ます|たい|る)"
_DEMAND = re.compile(f"{_WANTED}|{_SHOULD}|{_ASKED}")

# 市は, 杜野市には, 市の方で; not 市民, 都市は, 朝市は.
_CITY = re.compile(
    r"(?<![都朝夕定青])市(?:役所|議会|当局|長さん|長)?(?=は|が|に(?!住|来|行|あ|いる|引)|も|として|側|の(?:方|ほう|責任|仕事|予算|お金|担当|職員|力)|で(?!の)|から|、|へ|さん)"
    r"|(?:市|区|県)役所|県庁|役所|役場|行政|自治体|担当課|(?<!地)区(?:長)?(?=は|が|に(?!住|来|行|あ)|として|の(?:責任|予算))"
    r"|(?<!全)(?<!外)国(?=は|が|に(?!住|来|行|帰)|として|の(?:責任|予算))|県(?=は|が|に(?!住|来|行)|として|の(?:責任|予算))"
)
_PETITION = re.compile(
    r"(?:陳情|請願)(?!では|じゃ|や|の場|型|で(?:は)?なく|とは)|要望(?:書|します|いたします|致します|したい|がある|があります|です。|です$)"
)
_PUBLIC_THING = (
    "街灯|外灯|防犯灯|信号|歩道|車道|道路|道幅|公園|ベンチ|遊具|トイレ|バス停|バス|便数|本数|駐車場|駐輪場|カーブミラー|横断歩道|ガードレール|"
    "防犯カメラ|図書館|児童館|保育所|保育園|学校|施設|病院|体育館|集会所|公民館|ごみ箱|ゴミ箱|除雪|側溝|橋|堤防|手すり|スロープ|エレベーター|"
    "補助金|補助|助成金|助成|予算|給付金|手当|料金|税金|税|窓口|職員|先生|看板|標識|路線|医療費|給食費|使用料|広場|居場所|段差|穴|舗装"
)
_PUBLIC_ACT = (
    "設置|整備|増設|新設|建設|補修|修繕|修理|舗装|拡充|拡大|増便|増員|値下げ|無料化|無償化|減免|予算化|改善|改修|廃止|充実|強化|支援|補助|助成|"
    "撤去|対応|徹底|規制|周知|検討"
)
_WORKS = "設置|整備|増設|新設|建設|補修|修繕|舗装|拡充|増便|増員|値下げ|無料化|無償化|減免|予算化|改修|撤去"
_WORK = re.compile(
    rf"(?:(?:{_PUBLIC_THING})[^。！？!?\n]{{0,14}}?(?:増や|ふや|作っ|つくっ|造っ|つけ|付け|直し|なおし|広げ|広く|下げ|安く|出し|設け|建て|開け|置い|"
    rf"無料に|タダに|なくし|減らし|延ばし|通し|走らせ|残し|明るく)(?:し)?|(?:{_PUBLIC_ACT})(?:を|も)?(?:し|行っ|進め|して))(?:{_WANTED})"
    rf"|予算(?:を|が|に)?[^。！？!?\n]{{0,6}}(?:つけ|付け|組ん|増やし|確保し|取っ)[てで]|(?:税金|公費)で[^。！？!?\n]{{0,20}}(?:{_WANTED}|{_SHOULD})|(?:{_WORKS})を(?:{_ASKED})"
)
_TOGETHER = re.compile(
    r"頼らず|頼らな|頼るので|任せにせ|任せきりにせ|任せにしな|まかせにせ|まかせにしな|だけに任せ|待たず|待つので|ではなく、?(?:私|わたし|自分|みんな|市民|住民)"
    r"|(?:一緒に|いっしょに|ともに|共に|協力して|力を合わせ|協働で)"
)
_INVITED = re.compile(
    r"(?:参加|来|声をかけ|連絡|電話|申し込ん|申込|持っ|教え|書い|お越し|集まっ|見に来|寄っ|のぞい|問い合わせ|届け|知らせ|安心し|手伝っ|伝え|受け取っ|ご覧)[^。！？!?\n]{0,6}(?:くださ|下さ)い"
)
_SENTENCES = re.compile(r"[^。！？!?\n]+[。！？!?]*")


def asks_the_city(text: str) -> Hint | None:
    """Return the first passage that asks the city or another authority to act, or None.

    It is tuned to be right when it speaks: a wish without anybody asked (〜があるといい), an invitation (来てください)
    and an offer to act together (市と一緒に) are let pass, and so is some hidden asking.
    """
    for match in _SENTENCES.finditer(text):
        span = _asked(match[0])
        if span:
            return hint(CODE, text, match.start() + span[0], match.start() + span[1])
    return None


def _asked(sentence: str) -> tuple[int, int] | None:
    petition = _PETITION.search(sentence)
    if petition:
        return petition.span()
    if _TOGETHER.search(sentence):
        return None
    city = _CITY.search(sentence)
    demand = _DEMAND.search(sentence, city.end()) if city else None
    if city and demand and not _invited(sentence, demand):
        return city.start(), demand.end()
    work = _WORK.search(sentence)
    return work.span() if work and not _invited(sentence, work) else None


def _invited(sentence: str, demand: re.Match[str]) -> bool:
    invitation = _INVITED.search(sentence)
    return invitation is not None and invitation.end() >= demand.end()
