"""What an open scheme's correction may not touch once somebody has relied on it (R33)."""

from dataclasses import replace

import pytest

from yoriai.engines.schemes import MOST_OF, Unreadable, plain, read_plan
from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.forms.schemes import KeepingForm, RulesForm
from yoriai.proposals.models import Correction
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.tests.test_pages import words


def correct(walk, change):
    """The office corrects the open scheme."""
    return actions.change_plan(walk.scheme, change, by=walk.office, why="誤りを直します")


def first_round(plan, change):
    """The plan with its first round changed."""
    return replace(plan, rounds=(change(plan.rounds[0]), *plan.rounds[1:]))


ROUNDS = {
    "scale": lambda one: replace(one, scale=10),
    "weights": lambda one: replace(
        one,
        criteria=(
            replace(one.criteria[0], weight=one.criteria[0].weight + 5),
            replace(one.criteria[1], weight=one.criteria[1].weight - 5),
            *one.criteria[2:],
        ),
    ),
    "keys": lambda one: replace(one, criteria=(replace(one.criteria[0], key="other"), *one.criteria[1:])),
    "order": lambda one: replace(one, criteria=one.criteria[::-1]),
}


@pytest.mark.parametrize("what", ROUNDS)
def test_what_the_panel_is_counting_by_no_longer_changes(walk, client_of, cast, what):
    """R33, R35: else the sheets that are in could not be counted; the pages of the panel stay readable."""
    proposal = walk.to("first_review")
    correct(walk, lambda plan: first_round(plan, ROUNDS[what]))
    correct(walk, lambda _plan: walk.plan)
    walk.score(proposal)
    with pytest.raises(NotPossible, match=walk.plan.rounds[0].name):
        correct(walk, lambda plan: first_round(plan, ROUNDS[what]))
    for page in ("review/", "results/", "review/scores.xlsx"):
        assert client_of(cast.officer).get(f"/schemes/{walk.scheme.code}/{page}").status_code == 200


def test_the_rounds_of_a_class_stay_once_it_is_judged_and_names_can_still_be_put_right(walk):
    walk.score(walk.to("first_review"))
    with pytest.raises(NotPossible, match="自由提案型"):
        correct(
            walk,
            lambda plan: replace(plan, types=tuple(replace(one, rounds=one.rounds[::-1]) for one in plan.types)),
        )
    correct(walk, lambda plan: first_round(plan, lambda one: replace(one, name="書類による審査")))
    assert Correction.objects.latest("pk").after == "書類による審査"


def test_an_answer_given_to_few_is_never_read_by_more(walk):
    """R33: whoever wrote an address for the office finds it nowhere else."""
    walk.to("adopted")

    def read_by(key, shown):
        return lambda plan: replace(
            plan, fields=tuple(replace(one, shown=shown) if one.key == key else one for one in plan.fields)
        )

    label = walk.plan.field("address").label
    for shown in ("parties", "public"):
        with pytest.raises(NotPossible, match=label):
            correct(walk, read_by("address", shown))
    correct(walk, read_by("evidence", "office"))
    with pytest.raises(NotPossible):
        correct(walk, read_by("evidence", "parties"))


@pytest.mark.parametrize("name", MOST_OF)
def test_a_file_holds_no_larger_figure_than_the_forms_take(name):
    """R33: keep_years = 9999 stopped the page of papers to be thrown away, for every scheme."""
    column, figure = name.split(".")
    data = plain(examples()["sendai"])
    data["rules"] = data.get("rules", {})
    data["keeps"] = [{"key": "panel"}]
    row = data[column] if column == "rules" else data[column][0]
    read_plan(data)
    row[figure] = MOST_OF[name] + 1
    with pytest.raises(Unreadable) as wrong:
        read_plan(data)
    assert [(fault.what, fault.facts["most"]) for fault in wrong.value.faults] == [("too_large", MOST_OF[name])]


def test_the_forms_take_as_much_as_a_file():
    taken = {**RulesForm.base_fields, **KeepingForm.base_fields}
    bounds = {f"rules.{name}": field.max_value for name, field in taken.items() if hasattr(field, "max_value")}
    assert {name: most for name, most in MOST_OF.items() if name.startswith("rules.")}.items() <= bounds.items()


def test_a_shown_theme_sheet_of_an_open_scheme_changes_by_a_correction_everybody_reads(walk, cast, client_of):
    """Groups write their proposals to it: what stood there, what stands there now and why, on the scheme's page and on its own."""
    sheet, section = walk.scheme.set_themes.get(), client_of(cast.ward_officer)
    address = f"/scheme-themes/{sheet.code}/"
    facts = {name: getattr(sheet, name) for name in ("title", "background", "city_can")}
    facts |= {"wanted": "朝のうちに終わる分担", "cap": "420000"}
    assert section.post(f"{address}facts/", facts | {"why": " "}).status_code == 422
    with pytest.raises(NotPossible):
        actions.change_theme(sheet, by=walk.section, wanted="別の提案")
    assert (Correction.objects.count(), walk.scheme.set_themes.get().wanted) == (0, sheet.wanted)
    assert section.post(f"{address}facts/", facts | {"why": "予算が決まりました"}).status_code == 302
    rows = {row.where.split(".")[2]: (row.before, row.after, row.why) for row in Correction.objects.all()}
    why = "予算が決まりました"
    assert rows == {"wanted": (sheet.wanted, "朝のうちに終わる分担", why), "cap": (0, 420_000, why)}
    for page in (address, walk.scheme.get_absolute_url()):
        read = words(client_of(cast.outsider).get(page))
        for shown in (why, sheet.wanted, "朝のうちに終わる分担", "420,000円", f"{sheet.title}：予算の上限"):
            assert shown in read, (page, shown)


def test_a_theme_sheet_nobody_relies_on_yet_changes_without_a_word(walk, cast):
    early = actions.draw_up(examples()["sendai"], by=walk.office)
    facts = {"title": "空き家", "background": "空き家", "wanted": "居場所", "city_can": "調べる"}
    shown = actions.show_theme(actions.set_theme(early, cast.ward_office, by=walk.section, **facts), by=walk.section)
    draft = actions.set_theme(walk.scheme, cast.ward_office, by=walk.section, **facts)
    for sheet in (shown, draft):
        assert actions.change_theme(sheet, by=walk.section, cap=1).cap == 1
    assert Correction.objects.count() == 0
