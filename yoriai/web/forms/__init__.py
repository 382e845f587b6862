"""The forms of the web's own pages."""
