"""Where the quads live. ``base`` is the port that the rest of the house knows.

oxigraph     the embedded store, in memory or in a directory
remote       a store behind a SPARQL endpoint
push         a dataset onto a server
endpoints, credentials, transport, reading, words
             addresses, who we are, HTTP with limits, whole answers or none, what a server says
"""
