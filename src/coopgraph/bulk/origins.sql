-- Where each node and each of its properties was written down, as coopgraph.triples.Origins has it; where several rows
-- say so, the first. A cell may hold line ends: a row begins as many lines further down as those before it hold.
CREATE MACRO ends(x) AS coalesce(length(x) - length(replace(x, chr(10), '')), 0);

CREATE TABLE positions AS
SELECT 'claims' AS tbl, row, row + 1 + coalesce(sum(ends(basis) + ends(title)) OVER before, 0) AS line FROM claims
WINDOW before AS (ORDER BY row ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
UNION ALL
SELECT tbl, row, row + 1 + coalesce(sum(ends(note) + ends(also) + ends(hidden) + ends(title)) OVER before, 0)
FROM named WINDOW before AS (PARTITION BY tbl ORDER BY row ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);

CREATE TABLE placed_named AS
SELECT tbl, line, kind, node(kind || '/' || id) AS s, type, country, kind IN ('event', 'delegation', 'change') AS told
FROM named JOIN positions USING (tbl, row) WHERE (tbl, row) NOT IN (SELECT (tbl, row) FROM doubtful_named);

CREATE TABLE placed_claims AS
SELECT 'claims' AS tbl, line, claim, s, predicate, role, status, list_transform(parts("at"), lambda a:
  evidence_node(source, a)) AS evidence
FROM told JOIN (SELECT row, line FROM positions WHERE tbl = 'claims') USING (row);

CREATE VIEW origins AS
SELECT node, property, arg_min(tbl, line) AS tbl, min(line)::BIGINT AS line, arg_min(field, line) AS field FROM (
  SELECT s AS node, '' AS property, tbl, line, CASE WHEN told THEN 'id' ELSE '' END AS field FROM placed_named
  UNION ALL SELECT s, '${skos}prefLabel', tbl, line, CASE WHEN told THEN 'en' ELSE 'name_en' END FROM placed_named
  UNION ALL SELECT s, '${cg}category', tbl, line, 'type' FROM placed_named WHERE kind IN (SELECT kind FROM schemes)
  UNION ALL SELECT s, '${cg}country', tbl, line, 'country' FROM placed_named WHERE country IS NOT NULL
  UNION ALL SELECT s, '${cg}sha256', tbl, line, 'sha256' FROM placed_named WHERE kind = 'source'
  UNION ALL SELECT s, '${cg}textLength', tbl, line, 'length' FROM placed_named WHERE kind = 'source'
  UNION ALL SELECT claim, '', tbl, line, 'value' FROM placed_claims
  UNION ALL SELECT s, predicate, tbl, line, 'value' FROM placed_claims WHERE NOT role AND status <> 'rejected'
  UNION ALL SELECT unnest(evidence), '', tbl, line, 'at' FROM placed_claims
  UNION ALL SELECT replace(unnest(evidence), '/id/evidence/', '/id/selector/'), '', tbl, line, 'at' FROM placed_claims
) GROUP BY node, property;
