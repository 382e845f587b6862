"""担当者ページ: the pages of the team."""
