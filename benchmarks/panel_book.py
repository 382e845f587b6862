"""How long the panel's book of 60 proposals takes: `python benchmarks/panel_book.py [proposals]`. Aim: 20 s in a job."""

import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from yoriai.proposals.paper.book import Bound, Chapter, Part, book_pdf

SENTENCES = (Path(__file__).parent / "sentences.txt").read_text("utf-8").split()
QUESTIONS = 17  # of the proposal in the scheme modelled on Sendai
SIGNS = 400  # of an answer; most schemes allow as many


def answer(some: random.Random) -> str:
    """Sentences people wrote, up to the length a scheme allows."""
    text = ""
    while len(text) < SIGNS:
        text += some.choice(SENTENCES) + some.choice("、、がを。")
    return text[:SIGNS]


def chapter(number: int, some: random.Random) -> Chapter:
    """A proposal that fills every question, with twelve lines of budget and ten of roles."""
    parts = [
        Part("提案書", [(f"質問{at}", answer(some)) for at in range(QUESTIONS)]),
        Part(
            "収支予算書",
            head=("区分", "費目", "金額（円）", "積算"),
            table=[["支出", f"費目{at}", f"{at * 12_300:,}", answer(some)[:60]] for at in range(12)],
        ),
        Part(
            "役割分担表",
            head=("すること", "期限", "だれが（何で）"),
            table=[[answer(some)[:20], "令和9年8月1日（日）", answer(some)[:80]] for at in range(10)],
        ),
        Part("団体の概要", [(f"質問{at}", answer(some)[:120]) for at in range(9)]),
    ]
    return Chapter(str(number), answer(some)[:24], "自由提案型", "、".join(["架空の会"] * 3), parts)


def main(proposals: int = 60) -> None:
    """Make it once, cold, as the job does."""
    some = random.Random(4)
    book = Bound(
        "協働事業提案制度",
        "事務局用",
        "令和8年11月29日",
        "杜野市　市民協働課",
        [chapter(n, some) for n in range(1, proposals + 1)],
    )
    began, used = time.perf_counter(), time.process_time()
    made = book_pdf(book)
    print(
        f"{proposals} proposals: {time.perf_counter() - began:.1f} s on the clock, {time.process_time() - used:.1f} s CPU, "
        f"{len(made) / 1e6:.1f} MB, {made.count(b'/Type /Page') or '?'} pages, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB memory"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
