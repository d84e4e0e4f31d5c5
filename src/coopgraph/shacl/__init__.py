"""SHACL compiled to SPARQL: shapes in, store in, report out."""
