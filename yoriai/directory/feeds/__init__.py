"""What other programs read: calendars, and what is new."""
