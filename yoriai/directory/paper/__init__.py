"""Sheets the directory prints."""
