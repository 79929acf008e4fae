"""The atlas as a static site."""
