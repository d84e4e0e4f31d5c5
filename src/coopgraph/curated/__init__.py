"""The curated files in their canonical form: written, merged, swapped in whole."""
