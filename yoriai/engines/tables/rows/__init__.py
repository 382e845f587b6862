"""Rows of each kind, read: read_places, read_events, read_organizations, read_cases.

Each takes a table and a report and gives pairs: the line, whose `readings` tell how each cell was read and which the
caller ends (`line.ends("taken")`), and the row as a dataclass. Rows that are none (headings, totals, remarks, no name)
are skipped in the report with their reason and not given.
"""
