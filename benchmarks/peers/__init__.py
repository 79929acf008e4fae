"""The same map of the same years as the usual tools draw it."""
