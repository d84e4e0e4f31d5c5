"""Check new records against a dataset, and add them to it, all or nothing."""
