"""How long the panel's book of 60 proposals takes. Aim: 20 s in a job.

python benchmarks/panel_book.py [proposals]           set alone, no database
YORIAI_DATA=… python -m benchmarks.panel_book rows    the whole job: 60 proposals with frozen forms in the database of this
                                                      environment, read, counted, set and kept by the job's own functions
"""

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


def frozen(form: str, name: str, some: random.Random, questions: int, signs: int = SIGNS) -> dict[str, object]:
    """A form as it is frozen when it is handed in."""
    content: dict[str, object] = {"form": form, "name": name, "carriers": ["架空の会"] * 3, "budget": [], "duties": []}
    content["questions"] = [
        {"key": f"q{at}", "label": f"質問{at}", "text": answer(some)[:signs], "shown": "parties"}
        for at in range(questions)
    ]
    if form == "F3":
        line = {"side": "spending", "words": answer(some)[:60], "unit": 1_230, "quantity": 10, "amount": 12_300}
        content["budget"] = [line | {"item": f"費目{at}", "in_kind": False, "counted": True} for at in range(12)]
    if form == "F4":
        parts = [{"who": "架空の会", "mark": "leads", "brings": answer(some)[:40]}]
        content["duties"] = [{"what": answer(some)[:20], "due": "2027-08-01", "parts": parts} for _at in range(10)]
    return content


def with_rows(proposals: int = 60) -> None:
    """The job itself, over rows."""
    import django

    django.setup()
    from django.utils import timezone

    from yoriai.engines.schemes import digest, plain
    from yoriai.kernel.items.actions import add_item, add_items
    from yoriai.proposals.models import Book, Document, Proposal, Scheme
    from yoriai.proposals.queries.examples import examples
    from yoriai.proposals.tasks import make_panel_book
    from yoriai.web.demo.cast import make_cast

    cast, some, now = make_cast(), random.Random(4), timezone.now()
    data = plain(examples()["sendai"])
    scheme = Scheme(
        title="つづりを計る制度", by=cast.office, state="ended", plan=data, digest=digest(data), year=2028, opened=now
    )
    add_item(scheme)
    facts = {"scheme": scheme, "type": "free", "by": cast.npo, "state": "final_review", "submitted": now}
    rows = [
        Proposal(title=answer(some)[:24], number=n, visibility="audience", **facts) for n in range(1, proposals + 1)
    ]
    add_items(rows)
    forms = (
        ("F2", "提案書", QUESTIONS, SIGNS),
        ("F3", "収支予算書", 0, 0),
        ("F4", "役割分担表", 0, 0),
        ("F5", "団体の概要", 9, 120),
    )
    for row in rows:
        for form, name, questions, signs in forms:
            content = frozen(form, name, some, questions, signs)
            Document.objects.create(
                proposal=row,
                form=form,
                version=1,
                content=content,
                digest=digest(content),
                person=cast.worker,
                hat=cast.npo,
            )
    book = Book.objects.create(scheme=scheme, by=cast.officer)
    began, used = time.perf_counter(), time.process_time()
    make_panel_book(book.pk)
    clock, cpu = time.perf_counter() - began, time.process_time() - used
    book.refresh_from_db()
    assert book.content is not None
    assert (book.read, len(book.proposals)) == (proposals, proposals)
    print(
        f"{proposals} proposals from the database: {clock:.1f} s on the clock, {cpu:.1f} s CPU, {len(book.content) / 1e6:.1f} MB, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB memory"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["rows"]:
        with_rows(*map(int, sys.argv[2:]))
    else:
        main(*map(int, sys.argv[1:]))
