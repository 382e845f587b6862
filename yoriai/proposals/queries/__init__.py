"""Questions about schemes and proposals, by noun."""
