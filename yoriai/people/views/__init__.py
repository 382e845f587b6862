"""The pages of people, for everybody."""
