"""The map in a browser: one HTML file that works without a network."""
