"""How a view is worded, coloured and listed. No framework."""
