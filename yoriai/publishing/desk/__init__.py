"""担当者ページ of a result: writing it, the two keys, showing it, the list of whom to call."""
