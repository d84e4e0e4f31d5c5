-- Where each node and each of its properties was written down, as coopgraph.nquads.Origins has it; where several rows
-- say so, the first. A cell may hold line ends: a row begins as many lines further down as those before it hold.
CREATE MACRO ends(x) AS coalesce(length(x) - length(replace(x, chr(10), '')), 0);

CREATE TABLE positions AS
SELECT 'claims' AS tbl, row, row + 1 + coalesce(sum(ends(basis) + ends(title)) OVER before, 0) AS line FROM claims
WINDOW before AS (ORDER BY row ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
UNION ALL
SELECT tbl, row, row + 1 + coalesce(sum(ends(note) + ends(also) + ends(hidden) + ends(title)) OVER before, 0)
FROM named WINDOW before AS (PARTITION BY tbl ORDER BY row ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);

CREATE TABLE placed_named AS
SELECT tbl, line, kind, node(kind || '/' || id) AS s, type, country, note, kind IN ('event', 'delegation', 'change') AS told
FROM named JOIN positions USING (tbl, row) WHERE (tbl, row) NOT IN (SELECT (tbl, row) FROM doubtful_named);

CREATE TABLE placed_claims AS
SELECT 'claims' AS tbl, line, claim, s, predicate, role, status, basis, "when", title, list_transform(parts("at"), lambda a:
  evidence_node(source, a)) AS evidence
FROM told JOIN (SELECT row, line FROM positions WHERE tbl = 'claims') USING (row);

-- A place as one number, so that the first is the least, and memory does not grow with words: line, table, field.
CREATE MACRO files_in_order() AS [${tables}];
CREATE MACRO fields_in_order() AS ['', 'id', 'en', 'name_en', 'type', 'country', 'sha256', 'length', 'issued',
  'language', 'note', 'value', 'basis', 'when', 'title', 'at'];

CREATE VIEW origins AS
SELECT node, property, files_in_order()[place // 100 % 100] AS tbl, place // 10000 AS line,
  fields_in_order()[place % 100] AS field
FROM (SELECT node, property, min(line * 10000 + list_position(files_in_order(), tbl) * 100
    + list_position(fields_in_order(), field))::BIGINT AS place FROM (
  SELECT s AS node, '' AS property, tbl, line, CASE WHEN told THEN 'id' ELSE '' END AS field FROM placed_named
  UNION ALL SELECT s, '${skos}prefLabel', tbl, line, CASE WHEN told THEN 'en' ELSE 'name_en' END FROM placed_named
  UNION ALL SELECT s, '${skos}editorialNote', tbl, line, 'note' FROM placed_named WHERE note IS NOT NULL
  UNION ALL SELECT s, '${cg}category', tbl, line, 'type' FROM placed_named WHERE kind IN (SELECT kind FROM schemes)
  UNION ALL SELECT s, '${cg}country', tbl, line, 'country' FROM placed_named WHERE country IS NOT NULL
  UNION ALL SELECT s, unnest(['${cg}sha256', '${cg}textLength', '${dcterms}issued', '${dcterms}language']), tbl, line,
    unnest(['sha256', 'length', 'issued', 'language']) FROM placed_named WHERE kind = 'source'
  UNION ALL SELECT claim, '', tbl, line, 'value' FROM placed_claims
  UNION ALL SELECT s, predicate, tbl, line, 'value' FROM placed_claims WHERE NOT role AND status <> 'rejected'
  UNION ALL SELECT claim, '${skos}editorialNote', tbl, line, 'basis' FROM placed_claims WHERE basis IS NOT NULL
  UNION ALL SELECT claim, '${cg}edtf', tbl, line, 'when' FROM placed_claims WHERE "when" IS NOT NULL
  UNION ALL SELECT claim, '${cg}positionTitle', tbl, line, 'title' FROM placed_claims WHERE title IS NOT NULL
  UNION ALL SELECT unnest(evidence), '', tbl, line, 'at' FROM placed_claims
  UNION ALL SELECT replace(unnest(evidence), '/id/evidence/', '/id/selector/'), '', tbl, line, 'at' FROM placed_claims
) GROUP BY node, property);
