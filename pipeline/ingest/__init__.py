"""Ingest: files to documents. What cannot be read is set aside with a reason, never an error that ends the run."""
