"""The map on paper: PNG, SVG and PDF with matplotlib."""
