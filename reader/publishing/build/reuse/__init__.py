"""Reuse what earlier runs made of the same sources: results of files, finished pages."""
