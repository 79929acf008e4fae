"""What a reader takes away: formats, the catalogue of products, the static site."""
