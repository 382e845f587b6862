"""Tables that come in and go out: CSV, XLSX and GeoJSON as Japanese cities really write them.

Pure: bytes or a path in, dataclasses out; no Django, no network, no clock.

    read(source, name, aliases)  → Table: headers and rows, whole or not at all (reading.py)
    match(headers, aliases)      → which column holds which field, by name, never by position (headers.py)
    values.*                     → one cell read into a Value; what cannot be read is kept and doubted
    lines(table, …)              → its rows with their cells read, each to be ended or skipped (taking.py)
    Sources                      → the key that makes the same file twice change nothing (sources.py)
    Report                       → what was taken, updated, left, flagged, skipped, and why (report.py)
"""
