"""担当者ページ: what waits for those who run things, the city's facts, and the setting up of a city."""
