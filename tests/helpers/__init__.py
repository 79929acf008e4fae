"""What several tests share: fixtures of the browser, the site, colour vision."""
