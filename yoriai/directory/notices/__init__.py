"""Who is told of what happens in the directory."""

from yoriai.directory.notices import exchange

__all__ = ["exchange"]
