"""Voices with consent: withdrawn, they vanish from every outlet, also from editions already shown."""

import pytest

from yoriai.kernel.models import Item, Link, Visibility
from yoriai.kernel.moderation.actions import hide
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.publishing import actions
from yoriai.publishing.models import Edition, Made, Quote
from yoriai.publishing.queries import shown_edition, telling_of
from yoriai.publishing.tests.conftest import agreed
from yoriai.voices.models import Statement

RICE = "知らない人と6人も話せた。また来ます。"


def words(result):
    return [voice.words for voice in telling_of(shown_edition(result)).quotes]


def test_a_card_whose_writer_did_not_allow_it_is_not_quoted(evening, draft):
    with pytest.raises(NotPossible):
        actions.add_quote(draft, by=evening.citizen, statement=evening.cards[4])
    assert not draft.quotes.filter(statement=evening.cards[4]).exists()


def test_a_part_of_the_card_may_be_quoted_but_no_other_words(evening, draft):
    card = evening.cards[3]
    with pytest.raises(NotPossible):
        actions.add_quote(draft, by=evening.citizen, statement=card, text="新聞受けがこわい")
    assert (
        actions.add_quote(draft, by=evening.citizen, statement=card, text="新聞受けでわかる").text == "新聞受けでわかる"
    )


def test_a_card_of_another_session_is_not_quoted(evening, draft):
    Statement.objects.filter(pk=evening.cards[3].pk).update(about=evening.before.item)
    with pytest.raises(NotPossible):
        actions.add_quote(draft, by=evening.citizen, statement=evening.cards[3])


def test_a_voice_left_out_by_the_editors_stays_in_the_edition_that_was_agreed_with_it(evening, public):
    quote = public.quotes.get(text=RICE)
    actions.correct(public, "人数がちがいました", by=evening.citizen)
    actions.leave_out_quote(quote, by=evening.citizen)
    assert RICE in words(public)
    assert not public.quotes.filter(left_out=None, withdrawn=None, text=RICE).exists()


def test_a_withdrawn_voice_vanishes_from_the_shown_edition_and_its_words_from_the_database(evening, public):
    quote = public.quotes.get(text=RICE)
    before = telling_of(shown_edition(public)).mark
    actions.withdraw_quote(quote, by=evening.staff)
    assert RICE not in words(public)
    assert telling_of(shown_edition(public)).mark != before
    assert not Quote.objects.filter(text__contains="知らない人").exists()
    assert "知らない人" not in str(list(Edition.objects.values_list("content", flat=True)))


def test_files_made_with_the_voice_are_deleted_with_it(evening, public):
    Made.objects.create(result=public, name="kawaraban.pdf", mark="x" * 64, content="知らない人".encode())
    actions.withdraw_quote(public.quotes.get(text=RICE), by=evening.staff)
    assert not Made.objects.filter(result=public).exists()


def test_an_edition_whose_voice_was_withdrawn_is_still_the_edition_that_was_agreed(evening, public):
    from yoriai.publishing.content import digest

    actions.withdraw_quote(public.quotes.get(text=RICE), by=evening.staff)
    edition = shown_edition(public)
    assert digest(edition.content) == edition.digest


def test_the_writer_of_a_card_may_withdraw_it_alone(evening, public):
    actions.withdraw_quote(public.quotes.get(text=RICE), by=evening.who(evening.cast.student))
    assert RICE not in words(public)
    assert not Link.objects.filter(source=evening.cards[2].pk, target=public.pk).exists()


def test_somebody_else_may_not_withdraw_it(evening, public):
    with pytest.raises(NotAllowed):
        actions.withdraw_quote(public.quotes.get(text=RICE), by=evening.who(evening.cast.outsider))
    assert RICE in words(public)


def test_consent_withdrawn_at_the_card_counts_everywhere_too(public, evening):
    Statement.objects.filter(pk=evening.cards[2].pk).update(may_be_quoted=False)
    assert RICE not in words(public)


def test_consent_withdrawn_at_the_card_before_the_keys_leaves_the_draft(evening, draft):
    Statement.objects.filter(pk=evening.cards[2].pk).update(may_be_quoted=False)
    result = agreed(evening, draft)
    assert len(result.editions.get().content["quotes"]) == 2


def test_a_card_corrected_after_it_was_quoted_is_told_before_the_keys(evening, draft):
    Item.objects.filter(pk=evening.cards[2].pk).update(title="知らない人と7人も話せた。また来ます。")
    assert actions.missing(draft) == [
        f"カード{evening.cards[2].code}は、載せたあとで直されています。この声をはずして、もう一度載せてください。"
    ]


def test_a_card_made_invisible_is_not_quoted_any_more(public, evening):
    hide(
        evening.cards[2].item,
        by=evening.who(evening.cast.officer, hat=evening.cast.section),
        reason="personal",
        text="名前がある",
    )
    assert RICE not in words(public)


def test_a_commitment_made_invisible_leaves_the_shown_edition(public, evening):
    assert evening.will.title in [row.title for row in telling_of(shown_edition(public)).will]
    type(evening.will).objects.filter(pk=evening.will.pk).update(visibility=Visibility.HIDDEN)
    assert evening.will.title not in [row.title for row in telling_of(shown_edition(public)).will]


def test_the_name_of_a_person_who_left_is_blank_in_editions_shown_long_before(public, evening):
    from django.utils import timezone

    assert "大友 さくら" not in str(shown_edition(public).content)
    assert "大友 さくら" in [row.who for row in telling_of(shown_edition(public)).will]
    type(evening.cast.resident).objects.filter(pk=evening.cast.resident.pk).update(
        name="", reading="", left=timezone.now()
    )
    assert "大友 さくら" not in [row.who for row in telling_of(shown_edition(public)).will]


def test_words_given_to_the_editors_need_words_and_have_a_limit(evening, draft):
    with pytest.raises(NotPossible):
        actions.add_quote(draft, by=evening.citizen, text="  ")
    with pytest.raises(NotPossible):
        actions.add_quote(draft, by=evening.citizen, text="あ" * 201)
    assert actions.add_quote(draft, by=evening.citizen, text="来てよかった。", said_as="30代").said_as == "30代"
