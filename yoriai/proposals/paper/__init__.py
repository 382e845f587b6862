"""Paper of joint projects: the agreement, a change, a look back, the whole of one proposal for disclosure."""
