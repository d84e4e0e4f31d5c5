"""Empty forms for new records, and drafts from a text."""
