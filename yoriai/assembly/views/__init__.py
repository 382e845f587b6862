"""The pages of an evening for everybody."""
