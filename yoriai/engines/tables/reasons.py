"""Why a file, a row or a cell could not be read as it stands: codes here, the reader's own language elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SENTENCES: Mapping[str, str] = {
    # A whole file is refused.
    "cannot_open": "The file cannot be opened.",
    "empty": "The file is empty.",
    "too_large": "The file is larger than %(limit)s MB.",
    "too_many_rows": "The file has more than %(limit)s rows.",
    "too_many_columns": "Row %(line)s has more than %(limit)s columns.",
    "cell_too_long": "A cell in row %(line)s is longer than %(limit)s characters; perhaps a quotation mark is missing.",
    "quote_not_closed": "In row %(line)s a quotation mark is opened and never closed.",
    "encoding": "The characters of the file cannot be read from line %(line)s on. Save it as UTF-8 or Shift_JIS.",
    "not_text": "This is not a table (CSV or XLSX).",
    "old_excel": "This is an old Excel file (.xls). Save it as .xlsx or CSV.",
    "encrypted": "The file is locked with a password. Save it without one.",
    "not_a_workbook": "The file is not an Excel workbook (.xlsx), or it is damaged.",
    "unzips_too_large": "Unpacked, the file is larger than is accepted.",
    "not_a_zip": "The file is not a ZIP archive, or it is damaged.",
    "no_decidim": "This is not an open-data export of Decidim.",
    "no_header": "No row with column names was found.",
    "columns_missing": "No column was found for: %(names)s.",
    "not_geojson": "The file is not GeoJSON, or it is damaged.",
    "no_polygon": "The file holds no polygon.",
    # A note on a whole table: it was read, and this is how.
    "rows_before_header": "%(count)s rows above the column names were left out.",
    "two_header_rows": "The names of the columns stand in two rows; they were read together.",
    "header_guessed": "The column “%(header)s” was read as “%(names)s”.",
    "declaration_rows": "%(count)s rows that begin with # describe the file and were left out.",
    "header_blank": "Column %(column)s has values but no name.",
    "header_repeated": "The column name “%(header)s” stands more than once; the first one counts.",
    "rows_shorter": "%(count)s rows have fewer cells than there are columns; the rest was read as blank.",
    "controls_removed": "Invisible control characters were removed from %(count)s cells.",
    "merged_filled": "%(count)s merged cells were read as if their value stood in each row.",
    "formula_not_computed": "%(count)s formulas have no saved result and were read as blank.",
    "other_sheets": "Only the sheet “%(sheet)s” was read, not: %(others)s.",
    "shapes_left_out": "%(count)s shapes that are not areas were left out.",
    "parts_absent": "The archive holds no %(names)s.",
    "parts_left": "These parts of the archive were left: %(names)s.",
    # A row is doubted.
    "row_longer": "The row has %(extra)s cells more than there are columns; perhaps quotation marks are missing.",
    "formula_blank": "The formula in column %(column)s has no saved result.",
    "id_repeated": "The id %(id)s stands more than once in the file.",
    "row_repeated": "The row stands more than once in the file; the first one counts.",
    "row_blank": "The row is blank.",
    "row_heading": "The row is a heading.",
    "row_total": "The row is a total.",
    "row_note": "The row is a remark.",
    "row_header_repeated": "The row repeats the names of the columns.",
    "title_from_place": "The event has no name; that of its place was taken.",
    "taken_from_above": "The first cells are blank; those of the row above were taken.",
    "looks_like_post": "This looks like a post and not like an organisation.",
    "says_cancelled": "The row says that it does not take place.",
    "decidim_blank": "The row has no id or no text, or was taken down.",
    "value_missing": "“%(column)s” is blank.",
    # A cell is doubted.
    "cell_error": "The cell holds an Excel error.",
    "same_as_above": "The cell says “same as above”.",
    "own_character": "A character made for one office's computers (gaiji) shows as a blank or a box.",
    "code_unreadable": "This is not a local government code.",
    "code_wrong_check_digit": "The check digit of the local government code is wrong.",
    "code_ambiguous": "The code can be read in two ways: a leading zero or the check digit is missing.",
    "code_zero_restored": "The leading zero of the code was lost; it was put back.",
    "code_check_digit_added": "The check digit of the code was missing; it was added.",
    "code_zero_and_check_digit_added": "The code lacked its leading zero and check digit; both were added.",
    "corporate_number_unreadable": "This is not a corporate number of 13 digits.",
    "corporate_number_wrong_check_digit": "The check digit of the corporate number is wrong.",
    "position_unreadable": "Latitude and longitude cannot be read.",
    "position_half": "Only one of latitude and longitude is given.",
    "position_swapped": "Latitude and longitude were swapped; they were put right.",
    "position_outside": "The position is outside Japan.",
    "phone_unreadable": "The phone number cannot be read.",
    "phone_zero_restored": "The leading zero of the phone number was lost; it was put back.",
    "postcode_unreadable": "This is not a postcode of 7 digits.",
    "postcode_zero_restored": "The leading zero of the postcode was lost; it was put back.",
    "yes_no_words": "Yes or no was read from words, which are kept.",
    "yes_no_unreadable": "Neither yes nor no can be read.",
    "number_unreadable": "This is not a whole number.",
    "yen_unreadable": "The amount cannot be read.",
    "kana_has_other": "The reading holds characters that are not kana.",
    "weekdays_unreadable": "The weekdays cannot be read.",
    "link_unreadable": "This is not a web address.",
    "date_unreadable": "No day can be read.",
    "date_year_missing": "The year is missing.",
    "date_year_short": "The year has two digits only: it may be of the era or of the century.",
    "date_year_by_weekday": "The year is missing; the one in which the weekday is right was taken.",
    "date_year_taken": "The year is missing; the nearest one was taken.",
    "date_weekday_wrong": "The weekday does not belong to the day.",
    "date_order_taken": "The day was read as month/day/year.",
    "date_either": "Which of several days it will be is open; they were left in the note.",
    "date_end_before_start": "The last day lies before the first; only the first was taken.",
    "recurring_kept": "Days that come again were read; besides them there is a note, which was kept.",
    "date_note_kept": "Besides the days there is a note; it was kept.",
    "time_unreadable": "No time of day can be read.",
    "time_hour_taken": "A number alone was read as a full hour.",
    "time_span": "The cell holds a beginning and an end; each was read for itself.",
    "time_half_taken": "The end lies before the beginning; it was read as an hour of the afternoon.",
    "time_zero": "0:00 was read as no time told.",
    "time_end_before_start": "The end lies before the beginning; it was left out.",
    "time_note_kept": "Besides the time there is a note; it was kept.",
    "undecided": "Not decided yet; it was read as blank.",
    "price_lowest": "There are several prices; the lowest was read, and the words are kept.",
    "price_aside": "What is paid beside the fee stands in the words, which are kept.",
    "price_none_is_free": "No fee was read as free of charge.",
    "price_words": "No price can be read; the words are kept.",
    "capacity_each": "The number is that of each time; the words are kept.",
    "capacity_several": "There are several numbers; the words are kept.",
    "capacity_words": "No number can be read; the words are kept.",
    "number_about": "The number is a rough one.",
    "number_rounded": "The number was rounded by a spreadsheet; its last digits are lost.",
    "deadline_either": "It does not say whether the day is the first or the last.",
    "deadline_words": "No day can be read; the words are kept.",
    "link_among_words": "The address was found among other words.",
    "mail_unreadable": "This is not a mail address.",
    "choice_unknown": "This is none of the words that can stand here.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of SENTENCES (or one of the caller's own) and what stands in its gaps; rendered where it is shown."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    def english(self) -> str:
        """The sentence in English: for logs and tests, and the msgid its translation is looked up by."""
        return SENTENCES.get(self.code, self.code) % dict(self.params)


class Unreadable(Exception):
    """A file that is refused whole: `reason` says why, so that nothing is ever half read."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.reason = Reason(code, params)
        super().__init__(self.reason.english())
