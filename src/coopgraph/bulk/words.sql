-- Macros for what both other files need: literals, tagged names, and when a text is plain.
CREATE MACRO lit(x) AS '"' || replace(replace(replace(replace(replace(x, '\', '\\'), '"', '\"'), chr(10), '\n'),
  chr(13), '\r'), chr(9), '\t') || '"';
-- the parts of a cell that holds several values, each trimmed
CREATE MACRO parts(x) AS list_filter(list_transform(string_split(x, '|'), lambda p: trim(p, ' ')), lambda p: p <> '');
-- a name may end in its language: Tulli@fi
CREATE MACRO tagged(x) AS regexp_full_match(x, '.*\S@[a-z]{2,3}(-[A-Za-z0-9]+)*', 's');
CREATE MACRO name_text(x) AS CASE WHEN tagged(x) THEN regexp_extract(x, '^(.*)@[^@]*$$', 1, 's') ELSE x END;
CREATE MACRO name_lang(x) AS CASE WHEN tagged(x) THEN regexp_extract(x, '@([^@]*)$$', 1) ELSE 'en' END;
-- plain: one line of fair length, no control or format character, composed (NFC), no white space of any kind at its
-- ends, and nothing that a spreadsheet runs at its beginning
CREATE MACRO plain(x) AS CASE
  WHEN x IS NULL THEN true
  WHEN regexp_full_match(x, '[!-*,./0-<>?A-~]([ -~]*[!-~])?') THEN length(x) <= 10000 -- most are ASCII
  ELSE NOT regexp_matches(x, '[\x{0}-\x{1f}\x{7f}-\x{9f}\x{2028}\x{2029}\x{fffe}\x{ffff}]')
    AND NOT regexp_matches(x, '^[\s\p{Z}]|[\s\p{Z}]$$')
    AND NOT regexp_matches(x, '^[=@+-]|\p{Cf}')
    AND length(x) <= 10000 AND nfc_normalize(x) = x END;
CREATE MACRO plain_name(x) AS x IS NULL OR (plain(x) AND NOT contains(x, '@'));
-- the parser of the lines is told to trust languages: any but the simplest are doubtful
CREATE MACRO plain_names(x) AS x IS NULL OR len(list_filter(parts(x), lambda p: NOT (
  plain_name(name_text(p)) AND regexp_full_match(name_lang(p), '[a-z]{2,3}(-[A-Za-z]{2})?')))) = 0;
CREATE MACRO slug(x) AS regexp_full_match(x, '[a-z0-9]+(-[a-z0-9]+)*');
CREATE MACRO kind(x) AS split_part(x, '/', 1);
CREATE MACRO id_slug(x) AS split_part(x, '/', 2);
-- a line of N-Quads in a graph: subject and predicate as IRIs, object as a term; NULL where there is none
CREATE MACRO quad(g, s, p, o) AS CASE WHEN o IS NOT NULL
  THEN concat('<', s, '> <', p, '> ', o, ' <${graph}', g, '> .') END;
-- a list of lines as one text
CREATE MACRO joined(x) AS nullif(array_to_string(x, chr(10)), '');
CREATE MACRO node(x) AS '${ids}' || x;
CREATE MACRO ref(x) AS '<${ids}' || x || '>';
CREATE MACRO term(x) AS '<${terms}' || x || '>';
CREATE MACRO number(x) AS '"' || x || '"^^<${xsd}integer>';
