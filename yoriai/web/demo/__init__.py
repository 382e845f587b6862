"""The invented city 杜野市 (架空): one cast for tests, demo, docs and screenshots."""
