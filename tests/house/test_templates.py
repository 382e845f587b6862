"""House rule 11 and the strict content security policy, read off the templates."""

import re

from tests.house.house import PACKAGE, shown, templates

INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>|\sstyle=|\son[a-z]+=|javascript:",
    re.I,
)
ELSEWHERE = re.compile(r"(?:src|href)=[\"']?(?:https?:)?//", re.I)
POST = re.compile(r"<form[^>]*method=[\"']?post[^>]*>(.*?)</form>", re.I | re.S)


def test_nothing_is_inline():
    wrong = []
    for path in templates():
        if path.suffix != ".html":
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if INLINE.search(line):
                wrong.append(f"{shown(path)}:{number} {line.strip()[:80]}")
    assert wrong == []


def test_nothing_is_fetched_from_elsewhere():
    """City networks are closed: no CDN."""
    wrong = [shown(p) for p in templates() if p.suffix == ".html" and ELSEWHERE.search(p.read_text("utf-8"))]
    assert wrong == []


def test_no_screen_is_held_one_way_up():
    """WCAG 1.3.4. Said here, so that axe need not fetch every stylesheet once more on every page."""
    sheets = list(PACKAGE.rglob("*.css"))
    assert [shown(path) for path in sheets if re.search(r"orientation|rotate\(", path.read_text("utf-8"))] == []
    assert len(sheets) > 5


def test_every_form_that_writes_carries_a_token():
    wrong = []
    for path in templates():
        if path.suffix == ".html":
            for form in POST.findall(path.read_text("utf-8")):
                if "csrf_token" not in form and "{% form_open" not in form:
                    wrong.append(shown(path))
    assert wrong == []


def test_nothing_a_person_wrote_is_marked_safe_in_a_template():
    wrong = [
        shown(p)
        for p in templates()
        if p.suffix == ".html" and re.search(r"\|\s*safe\b|autoescape off", p.read_text("utf-8"))
    ]
    assert wrong == []
