"""担当者ページ: the pages of the office that look after people, the rules and the lists."""
