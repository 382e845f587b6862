"""Fields: what is wrong stands above and at the field, in words, and nothing typed is lost."""

from django import forms
from django.utils import translation

from yoriai.kernel.models import Area
from yoriai.ui.forms import Form


class Letter(Form):
    autofill = {"by": "name"}
    name = forms.CharField(label="Name", help_text="Any name.")
    by = forms.CharField(label="By", required=False)
    code = forms.CharField(label="Code", required=False)
    way = forms.ChoiceField(label="Way", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    words = forms.CharField(label="Words", widget=forms.Textarea, required=False)
    sure = forms.BooleanField(label="Sure")


def drawn(data=None, language="ja"):
    """The form as it is sent to a browser."""
    with translation.override(language):
        return str(Letter(data))


def test_required_and_optional_are_words():
    page = drawn()
    assert (page.count("必須"), page.count("任意")) == (3, 3)


def test_help_and_error_are_tied_to_the_field_they_belong_to():
    page = drawn({})
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_the_summary_leads_to_each_field():
    page = drawn({})
    assert '<a href="#id_name">Name</a><span>ここに書いてください。</span>' in page
    assert '<a href="#id_way">Way</a><span>一つ選んでください。</span>' in page
    assert '<a href="#id_sure">Sure</a><span>確かめて、印をつけてください。</span>' in page
    assert 'id="id_way" tabindex="-1"' in page


def test_a_form_not_yet_sent_has_no_summary():
    assert 'class="summary"' not in drawn()


def test_what_was_typed_is_kept_and_escaped():
    """threats.md: stored script, here reflected from a field."""
    page = drawn({"words": "<svg onload=alert(1)>", "by": '"><img onerror=x>'})
    assert "&lt;svg onload=alert(1)&gt;" in page
    assert "<svg onload" not in page
    assert "<img" not in page


def test_the_browser_is_told_what_it_may_fill_in():
    page = drawn()
    assert 'name="name"' in page
    assert page.count('autocomplete="name"') == 2
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_the_browser_s_own_bubbles_are_not_used():
    assert " required" not in drawn().replace('class="must"', "")


def test_the_english_form_says_the_same():
    assert "Please fill this in." in drawn({}, "en")


def test_what_is_not_chosen_yet_says_so_in_the_reader_s_language(db):
    class Chosen(Form):
        area = forms.ModelChoiceField(Area.objects.none())

    with translation.override("ja"):
        assert '<option value="" selected>選んでください</option>' in str(Chosen())
    with translation.override("en"):
        assert '<option value="" selected>Please choose</option>' in str(Chosen())
