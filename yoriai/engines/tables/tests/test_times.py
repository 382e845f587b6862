"""Times of day as offices write them: one, from and until, several sittings."""

import datetime as dt

import pytest

from yoriai.engines.tables.times import Clock, end_time, time, times


@pytest.mark.parametrize(
    ("written", "shown", "note", "doubt"),
    [
        ("9:30", "09:30", "", None),
        ("９：３０", "09:30", "", None),
        ("08:30:00", "08:30", "", None),
        ("0900", "09:00", "", None),
        ("午前8時30分", "08:30", "", None),
        ("午後１時半", "13:30", "", None),
        ("正午", "12:00", "", None),
        ("AM9:00", "09:00", "", None),
        ("24:00", "24:00", "", None),
        ("24", "24:00", "", "time_hour_taken"),
        ("終日", "終日", "", None),
        ("24時間", "終日", "", None),
        ("午後8時まで", "20:00", "", None),
        ("17:00(金、土は19:00まで)", "17:00", "(金、土は19:00まで)", "time_note_kept"),
        ("9:00～21:30", "09:00", "", "time_span"),
        ("25:30", "None", "", "time_unreadable"),
        ("24:30", "None", "", "time_unreadable"),
        ("１時間程度で、おおむね午後８時まで", "None", "", "time_unreadable"),
        ("【10日(日)】\n午後２時", "None", "", "time_unreadable"),
        ("日没", "None", "", "time_unreadable"),
        ("ー", "None", "", None),
    ],
)
def test_times(written: str, shown: str, note: str, doubt: str | None) -> None:
    value = time(written)
    assert (str(value.value), value.value.note if value.value else "", value.doubt) == (shown, note, doubt)


def test_a_closing_time_is_the_end_of_a_span() -> None:
    assert end_time("9:00～21:30").value == Clock(21, 30)
    assert end_time("午前１０時～\n午後８時の間で").value == Clock(20, 0, note="の間で")
    assert end_time("21:30").value == Clock(21, 30)


def test_a_clock_knows_the_end_of_a_day_and_the_whole_of_it() -> None:
    assert (Clock(24).time, Clock(9, 5).time, Clock(all_day=True).time) == (dt.time(0), dt.time(9, 5), None)


@pytest.mark.parametrize(
    ("written", "shown", "doubts"),
    [
        ("13:00～15:00", "13:00〜15:00", ""),
        ("１３：００－１５：００", "13:00〜15:00", ""),
        ("10時～12時", "10:00〜12:00", ""),
        ("10時～正午", "10:00〜12:00", ""),
        ("午前9時から正午まで", "09:00〜12:00", ""),
        ("午前8時30分", "08:30〜", ""),
        ("18:30～", "18:30〜", ""),
        ("19時頃～", "19:00〜", ""),
        ("夜7時～9時", "19:00〜21:00", ""),
        ("午後1時30分～3時", "13:30〜15:00", ""),
        ("午前10時～3時", "10:00〜15:00", "half_taken"),
        ("AM10:00～PM3:00", "10:00〜15:00", ""),
        ("10:00～11:00、13:00～14:00", "10:00〜11:00、13:00〜14:00", ""),
        ("①10:00～11:00 ②13:00～14:00", "10:00〜11:00、13:00〜14:00", ""),
        ("午前の部 10:00～12:00 午後の部 13:00～15:00", "10:00〜12:00、13:00〜15:00", ""),
        ("13:00開場 13:30開演", "13:30〜 13:00開場 13:30開演", "note_kept"),
        ("開場13:00 開演13:30", "13:30〜 開場13:00 開演13:30", "note_kept"),
        ("13時30分開会、15時閉会", "13:30〜15:00 13時30分開会、15時閉会", "note_kept"),
        ("9:30～16:30（入館は16:00まで）", "09:30〜16:30 (入館は16:00まで)", "note_kept"),
        ("終日", "終日", ""),
        ("24", "24:00〜", "hour_taken"),
        ("正午", "12:00〜", ""),
        ("2時間程度", "None", "unreadable"),
        ("未定", "None", "undecided"),
        ("なし", "None", ""),
    ],
)
def test_hours(written: str, shown: str, doubts: str) -> None:
    value = times(written)
    assert (str(value.value), " ".join(doubt.removeprefix("time_") for doubt in value.doubts)) == (shown, doubts)
