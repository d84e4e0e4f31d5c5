"""Answers that are more than a table: why two are tied (``why``), and all about one record (``card``)."""
