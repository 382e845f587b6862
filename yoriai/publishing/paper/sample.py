"""All paper of one evening in 杜野市 (架空), to look at: `python -m yoriai.publishing.paper.sample DIR`.

The sheets of the hall come from `yoriai.assembly.paper.sample`, run at the end. Everybody and everything is invented.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from yoriai.engines.japanese.counting import seconds_to_read, spoken_characters, spoken_text
from yoriai.engines.japanese.ruby import pieces
from yoriai.publishing.paper.calls import calls_pdf
from yoriai.publishing.paper.kawaraban import Commitment, Figure, Homework, Kawaraban, Meeting, Voice, kawaraban_pdf
from yoriai.publishing.paper.minutes import Minutes, minutes_pdf
from yoriai.publishing.paper.radio import Line, RadioScript, radio_pdf, radio_txt
from yoriai.publishing.paper.sheet import calls_xlsx
from yoriai.publishing.paper.word import kawaraban_docx, minutes_docx
from yoriai.ui.paper.calls import Call
from yoriai.ui.paper.codes import CodeSheet, code_sheet_pdf
from yoriai.ui.paper.letter import Letter, letter_pdf
from yoriai.ui.paper.samples import write_all

PHONE, FAX, OFFICE, HOURS = "000-000-0000", "000-000-0001", "市民協働課", "午前9時～午後5時"
BASE = "https://yoriai.morino.example"
QUESTION = "ひとり暮らしのお年よりを、町ぐるみでどう見守る？"
COMING = Meeting(
    datetime(2026, 12, 16, 18, 30),
    "長町コミュニティセンター",
    "だれでも、手ぶらで、登録なしで。託児10人（12月9日まで）。",
)
NEXT_STEP = "12月のはじめに、町内会と販売店が「声のかけかた」を一枚にまとめます。"

ISSUE = Kawaraban(
    issue=7,
    date=date(2026, 11, 26),
    publishers=["長町のこれから会議 運営チーム", "杜野市"],
    session="第7回 長町のこれから会議",
    question=QUESTION,
    headline="新聞受けの「たまった」に気づいたら、声をかける。",
    lead="54人が話しました。配達の人と町内会が手をつなぎ、12軒でもう始まっています。",
    phone=PHONE,
    fax=FAX,
    office=OFFICE,
    hours=HOURS,
    address=f"{BASE}/results/K4R7WB/",
    commitments=[
        Commitment("will", "新聞がたまっていたら声をかける", "長町北町内会・杜野新聞販売店", "11月から"),
        Commitment("will", "ごみ出しの10分を助け合う", "加茂高校 生徒会", "12月"),
        Commitment("could", "空き教室を昼の集まりに", "市民センター", "相談中"),
        Commitment("could", "配食のついでに、ひとこと", "NPO法人 そらのま", "相談中"),
    ],
    voices=[
        Voice("役所に頼むより、まず隣にあいさつするのが早いとわかった。", "70代"),
        Voice("会社の配送車にステッカーを貼るくらいなら、来週できます。", "会社員"),
        Voice("知らない人と6人も話せた。また来ます。", "学生"),
    ],
    figures=[Figure("参加した人", 54, "人"), Figure("はじめて", 21, "人"), Figure("やること", 7)],
    homework_title="第6回の宿題、その後",
    homework=[
        Homework("子ども食堂の米", "done", "3社から60キロ届きました。"),
        Homework("雪かき隊", "changed", "人が集まらず、来月もう一度話します。"),
    ],
    next_step=NEXT_STEP,
    meeting=COMING,
)
LITTLE = replace(
    ISSUE, commitments=ISSUE.commitments[:1], voices=[], figures=[], homework=[], question="", next_step=""
)
MUCH = replace(
    ISSUE,
    corrections=["第6号で「50キロ」と書いた米は、正しくは60キロです。"],
    commitments=[
        *ISSUE.commitments,
        Commitment("will", "回覧板に「ひとこと欄」をつける", "長町北町内会", "来年1月"),
        Commitment("will", "配送車に見守りのステッカーを貼る", "杜野新聞販売店", "12月10日"),
        Commitment("could", "雨戸がしまったままの家の伝えかたを決める", "市民協働課・長町区役所", "相談中"),
        Commitment("could", "やさしい日本語のあいさつカードをつくる", "森の里の会", "春まで"),
    ],
    voices=[
        *ISSUE.voices,
        Voice("うちの生徒は、朝なら動けます。", "先生"),
        Voice("見守られる側になるのは、まだ少しはずかしい。", "80代"),
    ],
    seen=[
        "新聞受けや雨戸など、外から見えてわかるしるしがある。",
        "気づいても、どこに言えばよいかわからない人が多い。",
    ],
    to_city=[("夜間の相談電話をふやしてほしい。", "予算と人がいる話なので、広聴へ届けました")],
    body=[
        "会場では、はじめに「さいきん気になったこと」を一人ずつ話しました。"
        "多かったのは、新聞受けや雨戸など、外から見えてわかるしるしの話です。",
        "配達をしている人は、毎日同じ時間に同じ家の前を通ります。"
        "「気づいてはいたけれど、どこに言えばよいかわからなかった」という声が出ました。",
        "町内会からは、班長が一人で背負わないしくみがほしい、という話が続きました。"
        "二人一組で声をかけ、むりなときは断ってよい、と決めたつくえもあります。",
        "加茂高校の生徒会は、通学の前の10分を使えると言いました。"
        "まず12月に3軒で試し、続けられるかどうかを次の会で話します。",
    ],
    easy="ひとりで すんでいる お年よりの ことを 話しました。新聞が たまっていたら、声を かけます。"
    "つぎの 会は 12月16日です。だれでも 来て ください。",
    term=("声かけ訪問", "用事がなくても、あいさつをしに行くこと。"),
    note="はじめて編集に加わりました。みなさんの字が、どれも味わい深かったです。（市民編集員・𠮷田）",
)
MINUTES = Minutes(
    name="第7回 長町のこれから会議",
    starts=datetime(2026, 11, 25, 18, 30),
    ends=datetime(2026, 11, 25, 20, 30),
    place="長町コミュニティセンター 大広間",
    headcount=[("市民", 31), ("町内会", 6), ("NPO・団体", 4), ("会社・店", 3), ("学校・学生", 8), ("市職員", 2)],
    question=QUESTION,
    opinions=[
        (
            "市民",
            [
                "新聞受けや雨戸など、外から見えてわかるしるしがある。",
                "役所に頼むより、まず隣にあいさつするのが早い。",
            ],
        ),
        ("町内会", ["班長が一人で背負わないしくみがほしい。"]),
        ("会社・店", ["配達の人は毎日同じ家の前を通る。気づいたら伝える相手を決めたい。"]),
        ("学校・学生", ["朝ならごみ出しを手伝える。"]),
        ("市職員", ["声かけのあとに相談できる窓口を、一枚にまとめる。"]),
    ],
    summary=[
        "「たまった」に気づいたら声をかけることを、町内会と新聞販売店が12軒で始めた。",
        "ごみ出しの助け合いは、高校の生徒会が12月に試す。",
    ],
    next_step=NEXT_STEP,
    writer="長町のこれから会議 運営チーム・市民協働課",
    made=date(2026, 12, 2),
    address=ISSUE.address,
    meeting=COMING,
    materials=["進行表", "見守りの数字（市民協働課）"],
    document="杜協第123号",
    phone=PHONE,
    fax=FAX,
    office=OFFICE,
    hours=HOURS,
)
SPOKEN = (
    "きょうは、ひとり暮らしのお年よりの見守りの話です。",
    "11月25日、54人が長町に集まりました。",
    "新聞受けがたまっていたら、声をかける。もう12軒で始まっています。",
    "次は12月16日水曜日、午後6時30分、長町コミュニティセンターです。だれでも来られます。",
    "電話は000-000-0000。くり返します。000-000-0000です。",
)
CALLS = (
    Call("髙橋 勇", "phone", "000-000-0101", "次の会は12月16日（水）、長町コミュニティセンターです。", "P7K2M4"),
    Call("長町北町内会", "fax", "000-000-0102", "かわら版 第7号を送ります。", "K4R7WB"),
    Call("伊達 文子", "post", "杜野市長町区長町北町1-2-3", "やることのその後を聞かせてください。", "M2Q8ZD"),
)
LETTER = Letter(
    date=date(2026, 12, 1),
    to="髙橋 勇",
    sender="長町のこれから会議 運営チーム（市民・市）",
    signed="共同代表 沢田・石﨑",
    title="「新聞がたまっていたら声をかける」、その後のこと",
    paragraphs=[
        "11月の会では、お話をありがとうございました。",
        "長町北町内会と杜野新聞販売店のやること「新聞がたまっていたら声をかける」は、12軒で始まっています。",
        "いま、どんなようすでしょうか。やった、続けている、変えた、やめた。どれでもかまいません。"
        "お電話で聞かせてください。",
    ],
    facts=[("次の会", "令和8年12月16日（水） 午後6時30分"), ("場所", "長町コミュニティセンター 大広間")],
    phone=PHONE,
    fax=FAX,
    office=OFFICE,
    hours=HOURS,
    address=f"{BASE}/c/P7K2M4",
)


def script() -> RadioScript:
    """The radio script, counted by the engine."""
    lines, at = [], 0.0
    for words in SPOKEN:
        lines.append(Line(round(at), "市民編集員", words, spoken_text(words)))
        at += seconds_to_read(words)
    return RadioScript(
        programme="杜野のひるどき",
        on_air=date(2026, 11, 27),
        title="市民会議の1分",
        lines=lines,
        characters=sum(spoken_characters(words) for words in SPOKEN),
        seconds=round(at),
        checkers=("沢田", "石﨑（市民協働課）"),
        speakers=["市民編集員"],
        music="なし",
        source=ISSUE.address,
        notes=["市立は「いちりつ」、私立は「わたくしりつ」と読みます。"],
    )


def papers() -> dict[str, Callable[[], bytes]]:
    """Every file by its name."""
    codes = [f"{number * 7919 % 10000:04}-{number * 104729 % 10000:04}" for number in range(1, 11)]
    sheet = CodeSheet("石﨑 葵（市民協働課）", "よりあい 杜野市", date(2026, 11, 24), codes, PHONE, OFFICE, HOURS)
    title = "電話・FAX・郵送の連絡表"
    return {
        "kawaraban.pdf": lambda: kawaraban_pdf(ISSUE),
        "kawaraban-furigana.pdf": lambda: kawaraban_pdf(ISSUE, reader=pieces),
        "kawaraban-large.pdf": lambda: kawaraban_pdf(MUCH, edition="large"),
        "kawaraban-kairan.pdf": lambda: kawaraban_pdf(ISSUE, stamps=10),
        "kawaraban-little.pdf": lambda: kawaraban_pdf(LITTLE),
        "kawaraban-much.pdf": lambda: kawaraban_pdf(MUCH),
        "kawaraban-much-furigana.pdf": lambda: kawaraban_pdf(MUCH, reader=pieces),
        "kawaraban.docx": lambda: kawaraban_docx(ISSUE),
        "kawaraban-furigana.docx": lambda: kawaraban_docx(ISSUE, reader=pieces),
        "kawaraban-much.docx": lambda: kawaraban_docx(MUCH),
        "minutes.pdf": lambda: minutes_pdf(MINUTES),
        "minutes.docx": lambda: minutes_docx(MINUTES),
        "radio.pdf": lambda: radio_pdf(script()),
        "radio.txt": lambda: radio_txt(script()),
        "calls.pdf": lambda: calls_pdf(CALLS, title=title, made=date(2026, 11, 26), office=OFFICE),
        "calls.xlsx": lambda: calls_xlsx(CALLS, title=title),
        "letter.pdf": lambda: letter_pdf(LETTER),
        "letter-furigana.pdf": lambda: letter_pdf(LETTER, reader=pieces),
        "codes.pdf": lambda: code_sheet_pdf(sheet),
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder: python -m yoriai.publishing.paper.sample DIR")
    write_all(Path(sys.argv[1]), papers())
    subprocess.run([sys.executable, "-m", "yoriai.assembly.paper.sample", sys.argv[1]], check=True)
