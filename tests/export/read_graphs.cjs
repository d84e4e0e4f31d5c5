// Reads files as Gephi Lite does and prints what came of each, as a JSON list: GEXF with graphology's default
// options, the error with Gephi Lite's as `lite`; files ending in .json as graphology's own.
// Usage: node read_graphs.cjs FILE...
const fs = require("fs");
const Graph = require("graphology");
const {DOMParser} = require("@xmldom/xmldom");
const createParser = require("graphology-gexf/common/parser.js");

const LITE = {allowUndeclaredAttributes: true, addMissingNodes: true};
const Document = new DOMParser().parseFromString("<x/>", "application/xml").constructor;

function parse(text, options, complaints) {
  class Parser {
    parseFromString(source, type) {
      return new DOMParser({onError: (level, message) => complaints.push(`${level}: ${message}`)}).parseFromString(source, type);
    }
  }
  return createParser(Parser, Document)(Graph, text, options);
}

function describe(graph) {
  return {
    type: graph.type,
    multi: graph.multi,
    meta: graph.getAttributes(),
    nodes: Object.fromEntries(graph.mapNodes((id, attributes) => [id, attributes])),
    edges: graph.mapEdges((id, attributes, source, target) => ({id, source, target, attributes})),
  };
}

function attempt(action) {
  try {
    return action();
  } catch (error) {
    return {error: String(error.message)};
  }
}

console.log(JSON.stringify(process.argv.slice(2).map((path) => {
  const text = fs.readFileSync(path, "utf8");
  if (path.endsWith(".json")) return attempt(() => describe(Graph.from(JSON.parse(text))));
  const complaints = [];
  const lite = attempt(() => { parse(text, LITE, []); return {}; }).error;
  return {...attempt(() => describe(parse(text, {}, complaints))), complaints, lite};
})));
