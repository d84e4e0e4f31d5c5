-- Clean rows to lines of N-Quads. The templates say what coopgraph.triples says, line for line. A view that ends in
-- _lines has a row for each row of its table: its number n, and its lines as one text.
CREATE TABLE clean AS
SELECT n.*, node(kind || '/' || id) AS s, class, scheme
FROM named AS n JOIN classes USING (kind) LEFT JOIN schemes USING (kind)
WHERE (tbl, row) NOT IN (SELECT (tbl, row) FROM doubtful_named);

CREATE TABLE told AS
SELECT *, CASE
    WHEN role AND status <> 'rejected' THEN node('participation/' ||
      CASE WHEN kind(subject) = 'event' THEN id_slug(subject) ELSE replace(subject, '/', '-') END
      || '.' || replace(value, '/', '-') || '.' || key)
    ELSE node('claim/' || left(sha256('<' || s || '> <' || predicate || '> ' || o ||
      CASE WHEN role THEN ' ' || term('role/' || key) ELSE '' END), 16))
  END AS claim
FROM (SELECT *,
  CASE WHEN role THEN node(value) ELSE about END AS s,
  CASE WHEN role THEN '<' || about || '>' ELSE CASE value_type
    WHEN 'id' THEN ref(value)
    WHEN 'country' THEN ref('country/' || value)
    WHEN 'term' THEN term(scheme || '/' || value)
    WHEN 'text' THEN lit(value) || '@en'
    WHEN 'integer' THEN '"' || value::BIGINT || '"^^<${xsd}nonNegativeInteger>'
    WHEN 'edtf' THEN lit(value) || '^^<${edtf}>'
    ELSE lit(value) || '^^<${xsd}' || value_type || '>' END END AS o
  FROM (SELECT c.*, k.predicate, k.type AS value_type, k.role, k.range[1] AS scheme, node(subject) AS about,
      CASE WHEN status = 'rejected' THEN 'authority' ELSE status END AS g
    FROM claims AS c JOIN keys AS k USING (key) WHERE row NOT IN (SELECT row FROM doubtful_claims)));

CREATE MACRO evidence_node(source, span) AS node('evidence/' || source || '.' || split_part(span, '-', 1)::BIGINT
  || '-' || split_part(span, '-', 2)::BIGINT);

CREATE TABLE spans AS SELECT s.*, d.sha256
FROM (SELECT DISTINCT source, split_part(span, '-', 1)::BIGINT AS start, split_part(span, '-', 2)::BIGINT AS "end"
  FROM (SELECT source, unnest(parts("at")) AS span FROM told)) AS s
LEFT JOIN (SELECT source, start::BIGINT AS start, "end"::BIGINT AS "end", sha256 FROM evidence
  WHERE row NOT IN (SELECT row FROM doubtful_evidence)) AS d USING (source, start, "end");

CREATE VIEW clean_lines AS SELECT rowid AS n, concat_ws(chr(10),
  quad('authority', s, '${rdf}type', '<' || class || '>'),
  CASE WHEN kind = 'bcp' THEN quad('authority', s, '${rdf}type', '<${cg}Place>')
       WHEN kind = 'source' THEN quad('authority', s, '${rdf}type', '<${cg}Document>') END,
  quad('authority', s, '${skos}editorialNote', lit(note) || '@en'),
  quad('authority', s, '${cg}country', ref('country/' || country)),
  quad('authority', s, '${cg}category', term('occupation/' || occupation)),
  quad('authority', s, '${cg}sha256', lit(sha256)),
  quad('authority', s, '${cg}textLength', number(length)),
  quad('authority', s, '${dcterms}title', lit(title)),
  quad('authority', s, '${dcterms}issued', lit(issued) || '^^<${edtf}>'),
  quad('authority', s, '${schema}url', lit(url)),
  quad('authority', s, '${dcterms}publisher', ref('org/' || publisher)),
  ${names_lines},
  joined(list_transform(parts(also), lambda a:
    quad('authority', s, '${skos}altLabel', lit(name_text(a)) || '@' || name_lang(a)))),
  joined(list_transform(parts(hidden), lambda a:
    quad('authority', s, '${skos}hiddenLabel', lit(name_text(a)) || '@' || name_lang(a)))),
  joined(list_transform(parts(type), lambda t: quad('authority', s, '${cg}category', term(scheme || '/' || t)))),
  joined(list_transform(parts(language), lambda l: quad('authority', s, '${dcterms}language', lit(l))))
) AS text FROM clean;

CREATE VIEW told_lines AS SELECT rowid AS n, concat_ws(chr(10),
  quad(g, claim, '${rdf}type', '<${cg}Claim>'),
  quad(g, claim, '${cg}status', term('status/' || status)),
  quad(g, claim, '${cg}confidence', term('confidence/' || confidence)),
  quad(g, claim, '${skos}editorialNote', lit(basis) || '@en'),
  quad(g, claim, '${cg}edtf', lit("when") || '^^<${edtf}>'),
  quad(g, claim, '${cg}positionTitle', lit(title) || '@en'),
  joined(list_transform(parts("at"), lambda a:
    quad(g, claim, '${cg}evidence', '<' || evidence_node(source, a) || '>'))),
  CASE WHEN role AND status <> 'rejected' THEN concat_ws(chr(10),
    quad(g, claim, '${rdf}type', '<${cg}Participation>'),
    quad(g, claim, '${cg}participant', ref(value)),
    quad(g, claim, '${cg}activity', o),
    quad(g, claim, '${cg}role', term('role/' || key)),
    quad(g, claim, '${cg}attendeeCount', '"' || "count"::BIGINT || '"^^<${xsd}nonNegativeInteger>'),
    quad(g, claim, '${cg}countQualifier', term('count-qualifier/' || "count-qualifier")),
    quad(g, claim, '${cg}attendanceMode', term('attendance-mode/' || mode)))
  ELSE concat_ws(chr(10),
    quad(g, claim, '${rdf}type', '<${rdf}Statement>'),
    quad(g, claim, '${rdf}subject', '<' || s || '>'),
    quad(g, claim, '${rdf}predicate', '<' || predicate || '>'),
    quad(g, claim, '${rdf}object', o),
    CASE WHEN role THEN quad(g, claim, '${cg}role', term('role/' || key)) END,
    CASE WHEN status <> 'rejected' THEN quad(g, s, predicate, o) END) END
) AS text FROM told;

CREATE VIEW spans_lines AS SELECT n, concat_ws(chr(10),
  quad('authority', e, '${rdf}type', '<${cg}Evidence>'),
  quad('authority', e, '${oa}hasSource', ref('source/' || source)),
  quad('authority', e, '${oa}hasSelector', '<' || p || '>'),
  quad('authority', e, '${cg}sha256', lit(sha256)),
  quad('authority', p, '${rdf}type', '<${oa}TextPositionSelector>'),
  quad('authority', p, '${oa}start', number(start)),
  quad('authority', p, '${oa}end', number("end"))
) AS text FROM (SELECT *, rowid AS n,
    node('evidence/' || source || '.' || start || '-' || "end") AS e,
    node('selector/' || source || '.' || start || '-' || "end") AS p FROM spans);
