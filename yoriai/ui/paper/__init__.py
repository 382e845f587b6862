"""Paper: every sheet Yoriai prints is a typst template plus a dictionary of data; this package sets them.

The rule that keeps paper safe: **data never becomes source**. A template is a file of this repository, what people wrote arrives as JSON,
and no template calls `eval`. The labels of paper stand in the `.typ` files, in Japanese only: paper is not translated yet.
"""
