"""The forms of an evening, by who fills them."""
