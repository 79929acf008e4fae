"""Tests of the project itself: layers, documents, deployment, security."""
