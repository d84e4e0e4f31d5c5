-- Which rows are doubtful: each rule here is one of the curated form, or stricter. What passes, the loaders pass too.
CREATE TABLE ids AS SELECT kind || '/' || id AS ident, count(*) AS times FROM named WHERE id IS NOT NULL GROUP BY ALL;

CREATE TABLE doubtful_named AS
SELECT tbl, row FROM named LEFT JOIN schemes USING (kind) WHERE NOT coalesce(
  plain(id) AND name_en IS NOT NULL AND plain_names(also) AND plain_names(hidden) AND plain(note)
  AND (${names_plain})
  AND CASE WHEN kind IN ('event', 'change') THEN regexp_full_match(id, '[0-9]{4}(-[a-z0-9]+)+') ELSE slug(id) END
  AND kind <> 'country' AND lat IS NULL AND lon IS NULL
  AND (scheme IS NULL OR (type IS NOT NULL AND len(parts(type)) > 0 AND list_has_all(names, parts(type))))
  AND (country IS NULL AND kind <> 'delegation' OR ('country/' || country) IN (SELECT ident FROM ids))
  AND (occupation IS NULL OR ('occupation/' || occupation) IN (SELECT ident FROM terms))
  AND (publisher IS NULL OR ('org/' || publisher) IN (SELECT ident FROM ids))
  AND plain(title) AND plain(issued) AND plain(language) AND plain(url) AND plain(file)
  AND (sha256 IS NULL OR regexp_full_match(sha256, '[0-9a-f]{64}'))
  AND (length IS NULL OR regexp_full_match(length, '[1-9][0-9]{0,8}'))
  AND (kind NOT IN ('event', 'delegation', 'change') OR ('source/' || source) IN (SELECT ident FROM ids))
, false) OR (kind || '/' || id) IN (SELECT ident FROM ids WHERE times > 1);

-- the same claim twice in one source, or in two that disagree how sure they are
CREATE TABLE twins AS SELECT subject, key, value FROM claims
WHERE hash(subject, key, value) IN (SELECT hash(subject, key, value) AS h FROM claims GROUP BY h HAVING count(*) > 1)
GROUP BY ALL
HAVING count(*) > count(DISTINCT source) OR count(DISTINCT status) > 1 OR count(DISTINCT confidence) > 1;

CREATE TABLE doubtful_claims AS
SELECT 'claims' AS tbl, c.row FROM claims AS c LEFT JOIN keys AS k USING (key) WHERE NOT coalesce(
  k.key IS NOT NULL AND subject IN (SELECT ident FROM ids) AND list_contains(k.subjects, kind(subject))
  AND ('source/' || source) IN (SELECT ident FROM ids)
  AND plain(value) AND CASE k.type
    WHEN 'id' THEN value IN (SELECT ident FROM ids) AND list_contains(k.range, kind(value))
    WHEN 'country' THEN ('country/' || value) IN (SELECT ident FROM ids)
    WHEN 'term' THEN (k.range[1] || '/' || value) IN (SELECT ident FROM terms)
    WHEN 'date' THEN regexp_full_match(value, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND value >= '0001'
      AND try_cast(value AS DATE) IS NOT NULL
    WHEN 'integer' THEN regexp_full_match(value, '[0-9]{1,9}')
    WHEN 'duration' THEN regexp_full_match(value, 'P([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?') AND value <> 'P'
    ELSE value IS NOT NULL END
  AND status IN ('stated', 'inferred', 'rejected') AND confidence IN ('high', 'medium', 'low')
  AND (status = 'stated' OR basis IS NOT NULL) AND plain(basis) AND plain("when")
  AND (title IS NULL OR (plain_name(title) AND (k.role OR key = 'member-of')))
  AND (k.role OR ("count" IS NULL AND "count-qualifier" IS NULL AND mode IS NULL))
  AND ("count" IS NULL OR regexp_full_match("count", '[0-9]{1,9}'))
  AND ("count-qualifier" IS NULL OR ('count-qualifier/' || "count-qualifier") IN (SELECT ident FROM terms))
  AND (mode IS NULL OR ('attendance-mode/' || mode) IN (SELECT ident FROM terms))
  AND len(parts("at")) > 0 AND NOT regexp_matches("at", '(^|\|)\s*(\||$$)')
  AND len(list_filter(parts("at"), lambda s: NOT regexp_full_match(s, '[0-9]{1,9}-[0-9]{1,9}')
    OR try_cast(split_part(s, '-', 1) AS BIGINT) >= try_cast(split_part(s, '-', 2) AS BIGINT))) = 0
, false) OR (subject, key, value) IN (SELECT (subject, key, value) FROM twins);

CREATE TABLE doubtful_evidence AS
SELECT 'evidence' AS tbl, row FROM evidence WHERE NOT coalesce(
  slug(source) AND regexp_full_match(start, '[0-9]{1,9}') AND regexp_full_match("end", '[0-9]{1,9}')
  AND try_cast(start AS BIGINT) < try_cast("end" AS BIGINT) AND regexp_full_match(sha256, '[0-9a-f]{64}'), false)
UNION
SELECT 'evidence', row FROM evidence WHERE (source, start, "end") IN (
  SELECT (source, start, "end") FROM evidence GROUP BY ALL HAVING count(*) > 1)
UNION -- what doubtful claims rest on: the loaders need its digest
SELECT 'evidence', e.row FROM evidence AS e JOIN (SELECT source, unnest(parts("at")) AS span FROM claims
  WHERE row IN (SELECT row FROM doubtful_claims)) AS s ON e.source = s.source AND e.start || '-' || e."end" = s.span;

CREATE TABLE doubtful AS
SELECT * FROM doubtful_named UNION ALL SELECT * FROM doubtful_claims UNION ALL SELECT * FROM doubtful_evidence;

-- what doubtful rows refer to, and is there
CREATE TABLE mentioned AS SELECT ident FROM ids WHERE ident IN (
  SELECT subject FROM claims WHERE row IN (SELECT row FROM doubtful_claims)
  UNION SELECT value FROM claims WHERE row IN (SELECT row FROM doubtful_claims)
  UNION SELECT 'source/' || source FROM claims WHERE row IN (SELECT row FROM doubtful_claims)
  UNION SELECT unnest(['country/' || country, 'org/' || publisher, 'source/' || source]) FROM named
  WHERE (tbl, row) IN (SELECT (tbl, row) FROM doubtful_named));
