"""What one evening needs on paper, and what goes back to who wrote a card. Pure: dataclasses in, PDF bytes out."""
