"""The stages: what is measured. Each module here has one stage or a few that belong together."""
