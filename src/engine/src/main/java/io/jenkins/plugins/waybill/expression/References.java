package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the names that an expression takes from its scope. */
final class References {

    private final String text;
    private final Map<Integer, Reference> found = new LinkedHashMap<>();

    private References(String text) {
        this.text = text;
    }

    static List<Reference> in(Node root, String text) {
        References references = new References(text);
        references.visit(root, new ArrayList<>());
        return references.found.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Goes down, with the constant steps taken from the node on the way. */
    private void visit(Node node, List<String> path) {
        if (node instanceof VariableNode variable) {
            add(Reference.Kind.VARIABLE, variable.name(), path, List.of(), false, node);
        } else if (node instanceof ChainNode chain) {
            visit(chain.link(), path);
            return;
        } else if (node instanceof MemberNode member) {
            visit(member.base(), extended(member, path));
            visit(member.key(), List.of());
            return;
        } else if (node instanceof CallNode call) {
            add(Reference.Kind.FUNCTION, call.name(), List.of(), arguments(call), false, node);
        } else if (node instanceof BuiltinNode call) {
            add(Reference.Kind.FUNCTION, call.builtin().name(), List.of(), List.of(), true, node);
        } else if (node instanceof PredicateNode call) {
            add(Reference.Kind.FUNCTION, call.function().word(), List.of(), List.of(), true, node);
        }
        node.children().forEach(child -> visit(child, List.of()));
    }

    private static List<String> extended(MemberNode member, List<String> path) {
        String name = member.name();
        List<String> longer = new ArrayList<>();
        if (name != null) {
            longer.add(name);
            longer.addAll(path);
        }
        return longer;
    }

    private List<Reference.Argument> arguments(CallNode call) {
        return call.arguments().stream().map(this::argument).toList();
    }

    private Reference.Argument argument(Node node) {
        if (node instanceof LiteralNode literal) {
            String string = literal.value() instanceof String value ? value : null;
            return new Reference.Argument(string, List.of(), literal.type().toString());
        }
        return new Reference.Argument(null, path(node), StaticType.UNKNOWN.toString());
    }

    /** The variable and the constant steps from it; empty when the node is something else. */
    private static List<String> path(Node node) {
        if (node instanceof VariableNode variable) {
            return List.of(variable.name());
        }
        if (node instanceof ChainNode chain) {
            return path(chain.link());
        }
        String name = node instanceof MemberNode member ? member.name() : null;
        if (!(node instanceof MemberNode member) || name == null) {
            return List.of();
        }
        List<String> base = path(member.base());
        if (base.isEmpty()) {
            return base;
        }
        List<String> longer = new ArrayList<>(base);
        longer.add(name);
        return List.copyOf(longer);
    }

    private void add(
            Reference.Kind kind,
            String name,
            List<String> path,
            List<Reference.Argument> arguments,
            boolean builtin,
            Node node) {
        Position place = Position.of(text, node.position());
        found.putIfAbsent(
                node.position(),
                new Reference(kind, name, List.copyOf(path), arguments, builtin, place.line(), place.column()));
    }
}
