// Reads a GEXF file as Gephi Lite does and prints what came of it, as JSON. Usage: node read_gexf.cjs FILE
const fs = require("fs");
const Graph = require("graphology");
const {DOMParser} = require("@xmldom/xmldom");
const createParser = require("graphology-gexf/common/parser.js");

const complaints = [];
class Parser {
  parseFromString(text, type) {
    return new DOMParser({onError: (level, message) => complaints.push(`${level}: ${message}`)}).parseFromString(text, type);
  }
}
const Document = new DOMParser().parseFromString("<x/>", "application/xml").constructor;
const graph = createParser(Parser, Document)(Graph, fs.readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify({
  type: graph.type,
  multi: graph.multi,
  meta: graph.getAttributes(),
  complaints,
  nodes: Object.fromEntries(graph.mapNodes((id, attributes) => [id, attributes])),
  edges: graph.mapEdges((id, attributes, source, target) => ({id, source, target, attributes})),
}));
