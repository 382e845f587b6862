"""Days that come again."""
