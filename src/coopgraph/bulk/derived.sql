-- What the saved queries of queries/derive make, from columns. Tables rules and ties say what follows from a role and
-- from two roles in one activity (coopgraph.bulk.deriving asks the queries themselves); here stands only what they say
-- of the records: that a body is not tied to its own ancestor, and that an event takes place where its places are.
INSERT INTO took SELECT value, subject, key FROM told WHERE role AND status <> 'rejected';
INSERT INTO parents SELECT subject, value FROM told
WHERE predicate = '${org}subOrganizationOf' AND status <> 'rejected';

INSERT INTO held SELECT subject, value FROM told
WHERE predicate IN ('${cg}place', '${cg}visitedSite') AND kind(subject) = 'event' AND status <> 'rejected';
INSERT INTO said SELECT subject, value FROM told
WHERE predicate = '${dcterms}spatial' AND kind(subject) = 'event' AND status <> 'rejected';
INSERT INTO lies SELECT kind || '/' || id, country FROM clean WHERE kind IN ('place', 'bcp') AND country IS NOT NULL;

CREATE TABLE above AS WITH RECURSIVE above(child, parent) AS (
  FROM parents UNION SELECT a.child, p.parent FROM above AS a JOIN parents AS p ON a.parent = p.child
) FROM above;

CREATE TABLE parties AS SELECT party, kind(party) AS kind, row_number() OVER () AS number
FROM (SELECT DISTINCT party FROM took);

CREATE TABLE meets AS SELECT DISTINCT activity, number, kind, role FROM took JOIN parties USING (party);

CREATE TABLE pairs AS SELECT DISTINCT one.number AS one, predicate, other.number AS other
FROM meets AS one JOIN meets AS other USING (activity) JOIN ties
  ON (one.role, one.kind, other.role, other.kind) = (ties.role, ties.kind, other_role, other_kind)
WHERE one.number <> other.number;

CREATE TABLE derived AS
SELECT DISTINCT party AS s, predicate, activity AS o FROM took JOIN rules ON (kind(took.party), took.role) = (rules.kind, rules.role)
UNION ALL
SELECT DISTINCT event, '${dcterms}spatial', 'country/' || country FROM held JOIN lies USING (place)
WHERE (event, country) NOT IN (FROM said)
UNION ALL
SELECT one.party, predicate, other.party
FROM pairs JOIN parties AS one ON pairs.one = one.number JOIN parties AS other ON pairs.other = other.number
WHERE (one.party, other.party) NOT IN (SELECT (child, parent) FROM above)
  AND (other.party, one.party) NOT IN (SELECT (child, parent) FROM above);

CREATE VIEW derived_lines AS SELECT rowid AS n, quad('derived', node(s), predicate, ref(o)) AS text FROM derived;
