"""Every address of the platform: who looks at it in the demo, or why it is no page."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from tests.signposts_directory import signposts_of_the_directory
from tests.signposts_proposals import (
    FILES_OF_PROPOSALS,
    PAGES_OF_PROPOSALS,
    POSTED_TO_PROPOSALS,
    signposts_of_proposals,
    signposts_of_the_schemes,
)
from tests.signposts_works import FILES_OF_WORKS
from yoriai.assembly import actions as assembly
from yoriai.assembly.models import Caller, Commitment, Point, Session
from yoriai.directory.models import (
    Place,
)
from yoriai.kernel.asks.actions import ask
from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.moderation import actions as moderation
from yoriai.kernel.readings.actions import put_reading, put_synonym
from yoriai.people import actions as people
from yoriai.people.letters import follow_token, stop_token
from yoriai.people.models import Outgoing, Representation
from yoriai.people.queries import answer_key
from yoriai.publishing.actions import add_picture, add_quote, draft_result, edit_result, turn_key, withdraw
from yoriai.publishing.content import digest
from yoriai.publishing.models import Result
from yoriai.publishing.queries import content_of
from yoriai.voices.actions import add_statement, set_aside
from yoriai.voices.models import Statement
from yoriai.web.actions import keep_upload
from yoriai.web.demo import evenings, words
from yoriai.web.demo.cast import Cast
from yoriai.web.demo.drawing import drawing

PLACES = "名称,所在地,緯度,経度\n北の集会所,杜野市1-1,38.2,140.8\n,住所だけ,38.2,140.8\n"

# person: addresses as "name key key ?query"; a key is a sign of `signposts`, anything else stands for itself.
PAGES: dict[str, list[str]] = {
    "stranger": [
        "home", "themes", "theme mimamori", "areas", "area WARD", "items", "items ?kind=commitment", "story CARD", "search",
        "search ?q=見守り", "search ?q=ぬぬぬ", "publishing:result RESULT", "publishing:result WITHDRAWN", "assembly:forums",
        "assembly:forum FORUM", "assembly:session TONIGHT", "assembly:session CLOSED", "assembly:session CALLED",
        "assembly:cards CLOSED", "assembly:point POINT", "assembly:commitment COMMITMENT", "directory:place PLACE",
        "voices:stub_form", "voices:stub_form ?code=1", "voices:stub CARD", "voices:stub BLANK", "voices:voices PLACE",
        "people:who NPO", "people:who RESIDENT", "people:follow_item COMMITMENT", "people:follow_theme mimamori",
        "people:follow_area WARD", "assembly:answer ASKED KEY_BY_MAIL", "people:follow_mail FOLLOW", "people:stop STOP",
        "people:invitation_code", "people:invitation LETTER", "people:rules", "people:report COMMITMENT", "people:demo_outbox",
        "account_login", "account_request_login_code", "account_signup", "account_inactive", "ui:offline", "ui:components", "ui:display",
        "assembly:hall TONIGHT", "assembly:hall CLOSED", "assembly:home TONIGHT", "assembly:screen TONIGHT",
        "open_data", "open_data_old events", "archive", "archive_year YEAR", "archive_month YEAR MONTH",
        "archive_month YEAR MONTH ?kind=case", "archive_month YEAR MONTH ?ended=1",
        "directory:organisation ORGANISATION", "directory:activity ACTIVITY", "directory:measure MEASURE",
        "directory:campus", "directory:companies", "directory:businesses", "directory:network",
        "directory:network ?theme=mimamori&until=2026",
        "directory:case CASE", "directory:cases", "directory:cases ?outcome=failed", "directory:cases ?cause=budget",
        "directory:lessons", "directory:receipts", "directory:receipts ?code=1", "directory:receipt RECEIPT",
        "directory:receipt ANSWERED", "directory:organisation ON_PAPER",
        "directory:still_true_by_mail STILL_TRUE", "directory:still_true_by_mail nonsense",
        "directory:calendar", "directory:calendar ?view=week", "directory:calendar ?view=list&theme=kodomo",
        "stop_search SEARCH_STOP", "directory:map", "directory:map ?town=長町",
        "directory:event EVENT", "directory:sign_up DAY", "directory:seat SEAT_LINK",
        "directory:offers", "directory:offers ?resource=people", "directory:needs", "directory:needs ?theme=bunka&resource=money",
        "directory:offer OFFER", "directory:need NEED",
        "directory:surveys", "directory:survey SURVEY", "directory:survey RESULTS",
        "directory:articles", "directory:article ARTICLE", "directory:feedback FEEDBACK",
        "directory:article_check_by_mail AT_CHECK CHECK_KEY", "directory:article_check_by_mail AT_CHECK nonsense",
        "proposals:schemes", "proposals:scheme SCHEME", "proposals:scheme ENDED", "proposals:fit SCHEME",
        "proposals:fit SCHEME ?who=alone&issue=many&city=together&how=once&yen=", "proposals:scheme_form SCHEME F1",
        "proposals:calendar SCHEME", "proposals:numbers",
        "proposals:scheme_form SCHEME F3", "proposals:scheme_form SCHEME F12", "proposals:comparison",
        "proposals:comparison ?with=youth&with=yokohama", "proposals:scheme_theme SCHEME_THEME",
    ],
    "guest": [
        "assembly:hall TONIGHT", "assembly:hall_card TONIGHT", "assembly:hall_answers TONIGHT", "assembly:home TONIGHT",
        "assembly:ticket TONIGHT", "assembly:home_card TONIGHT", "assembly:home_answers TONIGHT", "people:my", "people:written",
    ],
    "resident": [
        "people:my", "people:written", "people:letters", "people:follows", "people:profile", "people:leaving",
        "people:organisation_new", "people:appeal HIDDEN", "people:follow_item COMMITMENT", "assembly:new_material TONIGHT",
        "voices:comments COMMITMENT", "voices:voices PLACE", "voices:stub CARD", "people:sure", "account_logout",
        "account_email", "mfa_index", "mfa_list_webauthn", "assembly:session TONIGHT",
        "directory:new_activity", "directory:new_measure", "directory:add",
        "directory:new_theme_idea", "directory:theme_idea IDEA",
        "searches", "new_search ?q=見守り",
        "directory:new_event", "directory:sign_up DAY", "directory:new_offer", "directory:new_need", "directory:exchange",
        "directory:ask_introduction OFFER", "directory:similar", "directory:similar ?q=雪かきの人手",
        "directory:new_case",
        "directory:new_article", "directory:new_article ?q=そらのま", "directory:reporter", "directory:give_feedback MEASURE",
    ],
    "worker": [
        "people:my", "people:organisation NPO", "people:organisation_change NPO", "people:invite NPO", "people:invite TEAM",
        "people:hand_over SEAT", "people:seat_end SEAT", "people:give_back SEAT", "people:ask ASK", "desk",
        "assembly:forum_desk FORUM", "assembly:new_session FORUM", "assembly:follow_ups FORUM", "assembly:desk TONIGHT",
        "assembly:desk CALLED", "assembly:desk SUMMING", "assembly:desk CLOSED", "assembly:cancellation CALLED",
        "assembly:facts CALLED", "assembly:pack CALLED", "assembly:headcounts TONIGHT", "assembly:reception TONIGHT",
        "assembly:doors TONIGHT", "assembly:entry TONIGHT", "assembly:sheets TONIGHT", "assembly:second_look TONIGHT",
        "assembly:summing_up SUMMING", "assembly:new_commitment SUMMING", "assembly:point_desk SUMMED",
        "assembly:closing SUMMING", "assembly:follow_up COMMITMENT",
        "publishing:desk CLOSED", "publishing:desk BARE", "publishing:desk DRAFTED", "publishing:keys CLOSED",
        "publishing:keys DRAFTED", "publishing:publication CLOSED", "publishing:publication DRAFTED",
        "directory:change ACTIVITY", "directory:still_true ACTIVITY", "directory:second_look WAITING",
        "directory:year ORGANISATION 2026", "directory:ours ORGANISATION",
        "directory:change ACTIVITY",
        "directory:introduction INTRODUCED", "directory:exchange", "directory:offer OFFER", "directory:need NEED", "directory:change NEED",
        "directory:change ORGANISATION", "directory:new_organisation TEAM", "directory:activity DRAFT",
        "publishing:withdrawal CLOSED", "publishing:channel_end CLOSED radio",
        "publishing:correction CLOSED", "publishing:preview DRAFTED", "publishing:calls CLOSED",
        "directory:days EVENT", "directory:day DAY", "directory:day_cancellation DAY", "directory:cancellation EVENT",
        "directory:people EVENT",
        "directory:change CASE", "directory:turns CASE", "directory:parties CASE", "directory:parties CASE ?q=新聞",
        "directory:party PARTY", "directory:survey_answer SURVEY", "directory:survey_answer RESULTS",
        "directory:article_check CHECKED_BY_ME",
        "publishing:withdrawal CLOSED", "publishing:correction CLOSED", "publishing:preview DRAFTED", "publishing:calls CLOSED",
    ],
    "student": ["directory:article_work MINE", "directory:article_text MINE", "directory:article_work AT_CHECK"],
    "supporter": ["directory:connect GIVEN WANTED", "directory:introduction INTRODUCED", "directory:offer GIVEN"],
    "officer": [
        "desk", "people:late", "people:bodies", "people:reopen NOBODYS", "people:codes", "people:reports", "people:hide CARD",
        "people:lift HIDING", "people:by_hand", "people:by_hand_line LINE", "people:reports", "city", "imports",
        "upload UPLOAD", "readings", "reading_removal READING",
    "synonyms", "synonym_removal SYNONYM", "assembly:foundation", "people:ask CITY_ASK",
        "directory:look ACTIVITY", "directory:confirmers", "directory:theme_desk mimamori",
        "directory:consent NAMING",
        "directory:intake", "directory:intake ?state=refused", "directory:take_in", "directory:paper ARRIVED",
        "directory:paper ARRIVED ?q=長町", "directory:paper WHOSE", "directory:paper SENT", "directory:paper SENT ?again=1",
        "directory:paper AGREED",
        "directory:new_survey", "directory:survey_desk SURVEY", "directory:survey_desk RESULTS",
        "directory:article_desk", "directory:assign_article", "directory:assign_article ?q=そらのま",
        "directory:reassign_article HANDED_BACK", "directory:article_work OFFERED",
        "directory:review MEASURE", "directory:survey_question PREPARED QUESTION",
        "directory:survey_desk PREPARED", "directory:survey PREPARED", "directory:survey_typed SURVEY COMPANY",
        "proposals:new_scheme", "proposals:new_compared", "proposals:scheme PLANNED", "proposals:plan PLANNED", "proposals:plan SCHEME",
        "proposals:plan_part PLANNED texts", "proposals:plan_part PLANNED classes", "proposals:plan_part PLANNED dates",
        "proposals:plan_part PLANNED questions", "proposals:plan_part PLANNED forms", "proposals:plan_part PLANNED rounds",
        "proposals:plan_part PLANNED papers", "proposals:list_publication ENDED", "proposals:scheme_theme_state SCHEME_THEME",
        "proposals:plan_part SCHEME rules", "proposals:plan_row PLANNED classes shared", "proposals:plan_row PLANNED dates call",
        "proposals:plan_row PLANNED questions new", "proposals:plan_row PLANNED forms F2", "proposals:plan_row SCHEME rounds final",
        "proposals:scheme_forum PLANNED", "proposals:scheme_opening PLANNED", "proposals:scheme_ending SCHEME",
        "proposals:panel SCHEME", "proposals:mailings SCHEME", "proposals:new_mailing SCHEME",
        "proposals:of_the_year ENDED", "proposals:bundle SCHEME notice_board", "proposals:bundle ENDED everything",
        "proposals:scheme_desk SCHEME", "proposals:scheme_desk ENDED ?turn=nobody",
        "proposals:new_scheme_theme SCHEME", "proposals:scheme_theme UNSHOWN_THEME", "proposals:scheme_theme_change SCHEME_THEME",
    ],
}  # fmt: skip

for _person, _lines in PAGES_OF_PROPOSALS.items():
    PAGES.setdefault(_person, []).extend(_lines)

# Looked at by a test of its own, for it needs a way to it: an empty city, digits on their way, a device.
ON_THE_WAY = {
    "setup", "setup_city", "ui:specimen", "account_confirm_login_code", "account_email_verification_sent", "mfa_add_webauthn",
    "mfa_remove_webauthn", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_authenticate", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "assembly:contacts", "people:by_hand_numbers",
}  # fmt: skip

POSTED = [
    *POSTED_TO_PROPOSALS,
    "mfa_login_webauthn", "people:drafts", "people:demo_sure", "people:settle REPORT", "people:guest_things", "people:withdraw INVITATION",
    "taking UPLOAD", "voices:answer CARD", "assembly:no_caller FORUM CALLER", "assembly:material_gone TONIGHT MATERIAL",
    "assembly:state TONIGHT", "assembly:tickets TONIGHT", "assembly:reception_ended TONIGHT RECEPTION", "assembly:door_back TONIGHT ASIDE",
    "assembly:undo TONIGHT", "assembly:loosened SUMMED", "assembly:point_removed SUMMED", "assembly:point_sent SUMMED",
    "publishing:begin BARE", "publishing:quotes DRAFTED", "publishing:pictures DRAFTED", "publishing:picture_out DRAFTED PICTURE",
    "publishing:quote DRAFTED QUOTE", "publishing:request_keys DRAFTED",
    "publishing:key DRAFTED KEY", "publishing:revision DRAFTED", "publishing:end_of_correction CLOSED",
    "publishing:lengths DRAFTED", "people:invitation_paper", "directory:state ACTIVITY", "directory:withdraw_remark REMARK",
    "directory:end_confirmer CONFIRMER", "directory:remove_figure mimamori FIGURE",
    "directory:given_back SIGN_UP",
    "search_removal SEARCH",
    "directory:told CALL",
    "directory:rest NPO",
    "directory:pass_over SUGGESTION", "directory:answer_introduction INTRODUCED", "directory:outcome INTRODUCED",
    "directory:parties_asked CASE",
    "directory:paper_sent SENT", "directory:paper_aside ARRIVED", "directory:paper_pictures ARRIVED",
    "directory:survey_state SURVEY", "directory:article_state MINE",
    "proposals:compared_removal COMPARED", "proposals:seat_end SCHEME PANEL_SEAT",
    "proposals:scheme_export ENDED", "proposals:bundle_file ENDED everything",
]  # fmt: skip
FILES = [
    *FILES_OF_WORKS,
    *FILES_OF_PROPOSALS,
    "publishing:preview_file DRAFTED minutes.pdf", "publishing:calls_sheet CLOSED xlsx", "publishing:file RESULT kawaraban.pdf",
    "assembly:material TONIGHT MATERIAL",
    "directory:year_sheet ORGANISATION 2026 pdf", "directory:ours_file ORGANISATION csv",
    "assembly:pack_file CALLED", "assembly:sheet TONIGHT SHEET", "assembly:copies TONIGHT",
    "directory:paper_picture SENT SHEET_PICTURE", "directory:paper_receipt SENT",
    "publishing:picture UNSHOWN PICTURE",
    "faults UPLOAD", "assembly:hall_counts TONIGHT", "assembly:home_counts TONIGHT", "assembly:screen_now TONIGHT",
    "directory:people_file EVENT", "directory:survey_numbers RESULTS", "directory:questionnaire PREPARED",
    "directory:article_photo AT_CHECK",
    "proposals:plan_file PLANNED toml",
]  # fmt: skip
FOR_MACHINES = [
    "publishing:feed", "publishing:theme_feed mimamori", "publishing:area_feed WARD", "publishing:assembly_feed FORUM", "up",
    "directory:entries_feed", "directory:kind_feed case", "directory:theme_entries mimamori", "directory:area_entries WARD",
    "directory:who_entries NPO", "directory:calendar_feed", "directory:pins", "directory:ground", "directory:here",
    "directory:theme_calendar kodomo", "directory:area_calendar WARD",
    "directory:who_calendar NPO", "directory:event_calendar EVENT", "ready", "ui:colours", "ui:mark", "ui:manifest", "ui:worker",
    "open_data_file events.csv", "proposals:comparison_file csv", "proposals:example youth toml", "proposals:scheme_list ENDED json",
    "proposals:numbers_file csv", "proposals:calendar_file SCHEME", "proposals:call_sheet SCHEME", "proposals:project_sheet PROJECT",
    "proposals:adopted_sheet ENDED", "proposals:form_file SCHEME F1 pdf",
]  # fmt: skip
LEADS_ON = {
    "directory:this_year": "to the sheet of the year that runs",
    "item": "to the page of the thing",
    "account_reauthenticate": "to the ways to be sure",
    "proposals:own_reply": "to the part of the talks that is the own section's",
}
NO_PAGES = {line.split()[0] for line in [*POSTED, *FILES, *FOR_MACHINES]} | set(LEADS_ON)


def address_of(line: str, signs: dict[str, object]) -> str:
    """The address of an entry."""
    name, *keys = line.split()
    query = "?" + quote(keys.pop()[1:], safe="=&") if keys and keys[-1].startswith("?") else ""
    return reverse(name, args=[signs.get(key, key) for key in keys]) + query


def names(patterns: object = None, before: str = "") -> Iterator[str]:
    """The name of every pattern of the URLconf, with its app's."""
    for each in get_resolver().url_patterns if patterns is None else patterns:  # type: ignore[attr-defined]
        if isinstance(each, URLPattern):
            yield f"{before}{each.name}"
        else:
            yield from names(each.url_patterns, f"{before}{each.namespace}:" if each.namespace else before)


def signposts(cast: Cast) -> dict[str, object]:
    """The codes and numbers the addresses need; what the demo lacks is done here by the same actions as for real."""
    first, closed, tonight = Session.objects.order_by("number")
    return {
        **_of_the_demo(cast, closed, tonight),
        **_more_evenings(cast, first),
        **_seats(cast),
        **_of_tonight(cast, tonight),
        **_of_the_office(cast, closed, tonight),
        **signposts_of_the_directory(cast),
        **signposts_of_the_schemes(cast),
        **signposts_of_proposals(cast),
    }


def evenings_place() -> Place:
    """Where the evenings of the demo are held."""
    return Place.objects.get(title="長町コミュニティセンター")


def _of_the_demo(cast: Cast, closed: Session, tonight: Session) -> dict[str, object]:
    asked = Ask.objects.select_related("item").get(what="follow_up", state="asked")
    blank = Statement.objects.filter(about=tonight, state="blank").latest("number")
    return {
        "WARD": cast.ward.code,
        "YEAR": timezone.localdate().year,
        "MONTH": timezone.localdate().month,
        "NPO": cast.npo.pk,
        "TEAM": cast.team.pk,
        "RESIDENT": cast.resident.pk,
        "CARD": Statement.objects.get(title__startswith="太鼓の練習を、だれでも").code,
        "BLANK": blank.code,
        "POINT": Point.objects.filter(session=closed).exclude(sent_to_city=None)[0].code,
        "COMMITMENT": Commitment.objects.filter(session=closed)[0].code,
        "PLACE": evenings_place().code,
        "FORUM": tonight.assembly.code,
        "TONIGHT": tonight.code,
        "CLOSED": closed.code,
        "RESULT": Result.objects.get(session=closed).code,
        "FOLLOW": follow_token("theme", "mimamori", "reader@morino.example"),
        "STOP": stop_token(cast.resident),
        "ASKED": asked.item.code,
        "KEY_BY_MAIL": answer_key(asked),
    }


def _more_evenings(cast: Cast, first: Session) -> dict[str, object]:
    """One announced, one being summed up, two closed without a result and with a draft of it, one result withdrawn."""
    team, forum, at = cast.who(cast.facilitator, cast.team), first.assembly, evenings_place()
    starts = timezone.localtime() + dt.timedelta(days=9)
    called = assembly.prepare_session(
        forum, "雪の朝に？", by=team, starts=starts, ends=starts + dt.timedelta(hours=2), where=at
    )
    assembly.call_session(called, by=team)
    summing, bare, drafted = (
        evenings.evening(cast, forum, at, question, days, cast.themes[4])
        for question, days in (("雪かきを？", 1), ("雪の道を？", 2), ("雪だるまを？", 3))
    )
    told = evenings.write(cast, summing, words.WATCHING[:8])
    assembly.sum_up(summing, by=team)
    point = evenings.point(told, team, "see", "見かけると安心する", "夜、", "新聞受け")
    for session in (bare, drafted):
        evenings.write(cast, session, words.WATCHING[:3])
        assembly.sum_up(session, by=team)
        assembly.close_session(
            session, by=team, not_decided_why="話しきれませんでした。", contact="市民協働課", no_date_why="未定"
        )
    draft = draft_result(drafted, by=team)
    picture = add_picture(draft, ContentFile(drawing()), "模造紙に描いた雪の道", by=team)
    voice = add_quote(draft, by=team, text="雪は、音がない。", said_as="70代")
    edit_result(draft, {"headline": "雪だるま", "lead": "雪の朝の話。"}, by=team, version=draft.draft.number)
    key = turn_key(draft, "citizen", by=team, digest=digest(content_of(draft)))
    gone = Result.objects.get(session=first)
    withdraw(gone, "数にまちがいがありました。", by=team)
    return {
        "CALLED": called.code,
        "SUMMING": summing.code,
        "SUMMED": point.code,
        "BARE": bare.code,
        "DRAFTED": drafted.code,
        "QUOTE": voice.pk,
        "PICTURE": picture.pk,
        "UNSHOWN": draft.code,
        "KEY": key.pk,
        "WITHDRAWN": gone.code,
    }


def _seats(cast: Cast) -> dict[str, object]:
    worker = cast.who(cast.worker)
    letter, secret = people.invite(cast.npo, by=worker, email="", role="会計")
    seat = Representation.objects.get(person=cast.worker, body=cast.npo)
    asked = ask("key", Result.objects.first().item, cast.worker, by=cast.who(cast.facilitator), text="読んでください。")  # type: ignore[union-attr]
    return {"LETTER": secret, "INVITATION": letter.pk, "SEAT": seat.pk, "ASK": asked.pk}


def _of_tonight(cast: Cast, tonight: Session) -> dict[str, object]:
    """What lies on the tables, and who looks after what."""
    team = cast.who(cast.facilitator, cast.team)
    reception = assembly.name_reception(tonight, cast.worker, by=team)
    material = assembly.add_material(
        tonight, "見守りの地図", by=team, file=ContentFile(b"%PDF-1.7 x", name="material.pdf")
    )
    sheet = assembly.add_sheet(tonight, ContentFile(b"photo", name="photo.jpg"), by=team)
    aside = set_aside(tonight, "home", "試し押しでした。", by=team)
    return {
        "RECEPTION": reception.pk,
        "MATERIAL": material.pk,
        "SHEET": sheet.pk,
        "ASIDE": aside.pk,
        "CALLER": Caller.objects.filter(item=tonight.assembly_id)[0].pk,
    }


def _of_the_office(cast: Cast, closed: Session, tonight: Session) -> dict[str, object]:
    """What waits at the office's counter."""
    office, resident = cast.who(cast.officer, cast.section), cast.who(cast.resident)
    line = Outgoing.objects.create(
        to=cast.head, way="by_hand", subject="題", text="その後を聞かせてください。", item=closed.item
    )
    card = add_statement(tonight, "見えなくする声です。", by=resident, door="home")
    told = moderation.report(tonight.item, by=None, reason="personal", text="名前があります。")
    hiding = moderation.hide(card.item, by=office, reason="personal", text="人の名前がありました。")
    left = Actor.objects.create(kind="npo", name="だれもいない会")
    now = timezone.now()
    Representation.objects.create(person=cast.reader, body=left, accepted=now, ended=now, ended_why="given back")
    late = timezone.localdate() - dt.timedelta(days=3)
    people.follow(cast.themes[0], by=resident)
    return {
        "HIDDEN": card.code,
        "REPORT": told.pk,
        "HIDING": hiding.pk,
        "LINE": line.pk,
        "NOBODYS": left.pk,
        "UPLOAD": keep_upload("places", PLACES.encode(), "places.csv", by=office).pk,
        "READING": put_reading("愛子", "あやし", "place", by=office).pk,
        "SYNONYM": put_synonym("井戸端会議", "寄り合い", by=office).pk,
        "CITY_ASK": ask("reply", closed.item, cast.section, by=cast.who(cast.student), text="お考えは。", due=late).pk,
    }
