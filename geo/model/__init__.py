"""What the atlas is about: treaties, dates, countries, views, the counting rules."""
