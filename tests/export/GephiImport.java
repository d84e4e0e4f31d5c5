// Opens files with Gephi's own importers and prints what Gephi made of each, as a JSON list in the order asked.
// Usage: java -cp gephi-toolkit-0.10.1-all.jar GephiImport.java FILE...   (one virtual machine for all of them)

import java.io.File;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.Table;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.importer.api.Report;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

public class GephiImport {
    public static void main(String[] files) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // Gephi talks on standard output, which is for the answer here
        List<Object> answers = new ArrayList<>();
        for (String file : files) {
            answers.add(open(new File(file)));
        }
        out.println(json(answers));
        System.exit(0);
    }

    private static Map<String, Object> open(File file) {
        Map<String, Object> answer = new LinkedHashMap<>();
        List<Object> issues = new ArrayList<>();
        answer.put("file", file.getName());
        answer.put("issues", issues);
        try {
            ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
            projects.newProject();
            Workspace workspace = projects.getCurrentWorkspace();
            ImportController importer = Lookup.getDefault().lookup(ImportController.class);
            Container container = importer.importFile(file);
            if (container == null) {
                throw new IllegalStateException("the importer gave up");
            }
            Report report = container.getReport();
            container.getLoader().setAutoScale(false); // places as they are written
            container.verify(); // what Gephi's window does before it shows the report
            container.closeLoader();
            add(issues, report);
            DefaultProcessor processor = new DefaultProcessor();
            importer.process(container, processor, workspace);
            add(issues, processor.getReport());
            describe(answer, Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace));
        } catch (Throwable problem) {
            answer.put("aborted", problem.toString());
        }
        return answer;
    }

    private static void add(List<Object> issues, Report report) {
        if (report == null) {
            return;
        }
        for (Iterator<Issue> all = report.getIssues(100000); all.hasNext(); ) {
            Issue issue = all.next();
            issues.add(List.of(issue.getLevel().toString(), issue.getMessage()));
        }
    }

    private static void describe(Map<String, Object> answer, GraphModel model) {
        Graph graph = model.getGraph();
        Map<String, Object> nodes = new LinkedHashMap<>();
        for (Node node : graph.getNodes().toArray()) {
            Map<String, Object> facts = facts(node, model.getNodeTable());
            facts.put("rgb", List.of((int) (node.r() * 255 + .5), (int) (node.g() * 255 + .5), (int) (node.b() * 255 + .5)));
            facts.put("x", node.x());
            facts.put("y", node.y());
            facts.put("size", node.size());
            nodes.put(node.getId().toString(), facts);
        }
        List<Object> edges = new ArrayList<>();
        for (Edge edge : graph.getEdges().toArray()) {
            Map<String, Object> facts = facts(edge, model.getEdgeTable());
            facts.put("id", edge.getId().toString());
            facts.put("source", edge.getSource().getId().toString());
            facts.put("target", edge.getTarget().getId().toString());
            facts.put("directed", edge.isDirected());
            facts.put("kind", edge.getTypeLabel());
            facts.put("weight", model.getEdgeTable().getColumn("weight").getTypeClass() == Double.class ? edge.getWeight() : null);
            edges.add(facts);
        }
        answer.put("nodes", nodes);
        answer.put("edges", edges);
        answer.put("node_columns", columns(model.getNodeTable()));
        answer.put("edge_columns", columns(model.getEdgeTable()));
        answer.put("time_format", model.getTimeFormat().toString());
        Interval bounds = model.getTimeBounds();
        answer.put("time_bounds", List.of(bounds.getLow(), bounds.getHigh()));
    }

    private static Map<String, Object> facts(Element element, Table table) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (Column column : table) {
            Object value = element.getAttribute(column);
            if (!column.getId().equals("id") && value != null) {
                facts.put(column.getId(), value.getClass().isArray() ? List.of((Object[]) boxed(value)) : value);
            }
        }
        return facts;
    }

    private static Object[] boxed(Object array) {
        Object[] items = new Object[java.lang.reflect.Array.getLength(array)];
        for (int i = 0; i < items.length; i++) {
            items[i] = java.lang.reflect.Array.get(array, i);
        }
        return items;
    }

    private static Map<String, Object> columns(Table table) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Column column : table) {
            columns.put(column.getId(), column.getTypeClass().getSimpleName());
        }
        return columns;
    }

    private static String json(Object value) {
        if (value == null || value instanceof Boolean) {
            return String.valueOf(value);
        }
        if (value instanceof Number) {
            double number = ((Number) value).doubleValue();
            return Double.isNaN(number) || Double.isInfinite(number) ? "\"" + number + "\"" : value.toString();
        }
        List<String> parts = new ArrayList<>();
        if (value instanceof Map) {
            ((Map<?, ?>) value).forEach((key, item) -> parts.add(json(key) + ":" + json(item)));
            return "{" + String.join(",", parts) + "}";
        }
        if (value instanceof Collection) {
            ((Collection<?>) value).forEach(item -> parts.add(json(item)));
            return "[" + String.join(",", parts) + "]";
        }
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            text.append(c == '"' || c == '\\' ? "\\" + c : c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return text.append('"').toString();
    }
}
