"""The peers' side of each stage, a module a measurement. Run in environments of their own; none imports coopgraph.

Each is written as a good user of that tool would write it: by its documentation, with its fast ways, without tricks.
"""
