package io.jenkins.plugins.waybill.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import com.google.re2j.Pattern;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarBaseVisitor;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.ArgumentsContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.ArrayContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.BinaryContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.BytesContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.CallContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.ChoiceContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.CoalesceContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.ConstantContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.DeclarationContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.EntryContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.ExpressionContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.GroupContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.IndexContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.KeyContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.MapContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.MemberContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.NumberContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.OperandContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.PathContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.PipeContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.PointerContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.PointerMemberContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.PredicateContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.RawStringContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.SequenceContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.SliceContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.StringContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.SuffixContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.TernaryContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.TextContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.UnaryContext;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.VariableContext;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Makes the tree of an expression, and checks what the grammar cannot: names, places of #, arguments of predicates. */
final class TreeBuilder extends ExpressionGrammarBaseVisitor<Node> {

    private final String text;
    private final Syntax syntax;
    private final Deque<String> declared = new ArrayDeque<>();
    private final List<String> slotNames = new ArrayList<>();
    private final Deque<Predicate> predicates = new ArrayDeque<>();
    private int depth;

    TreeBuilder(String text) {
        this.text = text;
        this.syntax = new Syntax(text);
    }

    Node build() {
        return visit(syntax.parse());
    }

    /** How many names are declared in the expression. */
    int slots() {
        return slotNames.size();
    }

    @Override
    public Node visit(ParseTree tree) {
        if (++depth > Limits.DEPTH) {
            throw new ExpressionException("the expression is nested too deeply", text, 0, null);
        }
        try {
            return tree.accept(this);
        } catch (ExpressionException fault) {
            throw tree instanceof ParserRuleContext ctx ? fault.at(text, start(ctx)) : fault;
        } finally {
            depth--;
        }
    }

    @Override
    public Node visitText(TextContext ctx) {
        return visit(ctx.sequence());
    }

    @Override
    public Node visitSequence(SequenceContext ctx) {
        List<Node> parts = all(ctx.expression());
        return parts.size() == 1 ? parts.get(0) : new SequenceNode(start(ctx), parts);
    }

    @Override
    public Node visitDeclaration(DeclarationContext ctx) {
        String name = ctx.identifier().getText();
        int place = start(ctx.identifier());
        if (Builtin.isName(name)) {
            throw fault(place, name + " is a function of the language and cannot be declared");
        }
        if (declared.contains(name)) {
            throw fault(place, name + " is declared already");
        }
        Node value = visit(ctx.expression());
        int slot = slotNames.size();
        slotNames.add(name);
        declared.push(name);
        Node body = visit(ctx.sequence());
        declared.pop();
        return new DeclarationNode(place, slot, value, body);
    }

    @Override
    public Node visitChoice(ChoiceContext ctx) {
        Node condition = visit(ctx.expression());
        Node yes = visit(ctx.sequence(0));
        Node no = visit(ctx.choice() == null ? ctx.sequence(1) : ctx.choice());
        return new ConditionalNode(start(ctx), condition, yes, no);
    }

    @Override
    public Node visitTernary(TernaryContext ctx) {
        Node condition = visit(ctx.operand());
        List<ExpressionContext> branches = ctx.expression();
        if (branches.isEmpty()) {
            return condition;
        }
        Node yes = branches.size() == 1 ? condition : visit(branches.get(0));
        return new ConditionalNode(condition.position(), condition, yes, visit(branches.get(branches.size() - 1)));
    }

    @Override
    public Node visitCoalesce(CoalesceContext ctx) {
        return new LogicNode(start(ctx), LogicNode.Kind.COALESCE, visit(ctx.operand(0)), visit(ctx.operand(1)));
    }

    @Override
    public Node visitUnary(UnaryContext ctx) {
        Node operand = visit(ctx.operand());
        UnaryNode.Sign sign =
                switch (ctx.sign.getText()) {
                    case "-" -> UnaryNode.Sign.MINUS;
                    case "+" -> UnaryNode.Sign.PLUS;
                    default -> UnaryNode.Sign.NOT;
                };
        return new UnaryNode(start(ctx), sign, operand);
    }

    @Override
    public Node visitBinary(BinaryContext ctx) {
        int place = start(ctx.operator);
        String symbol = ctx.operator.getText();
        refuseMixing(ctx.operand(0), place, symbol);
        Node left = visit(ctx.operand(0));
        Node right = visit(ctx.operand(1));
        Node node = joined(ctx, place, symbol, left, right);
        return ctx.NOT() == null ? node : new UnaryNode(place, UnaryNode.Sign.NOT, node);
    }

    private static Node joined(BinaryContext ctx, int place, String symbol, Node left, Node right) {
        switch (symbol) {
            case "and", "&&" -> {
                return new LogicNode(place, LogicNode.Kind.AND, left, right);
            }
            case "or", "||" -> {
                return new LogicNode(place, LogicNode.Kind.OR, left, right);
            }
            default -> {
                BinaryOperator operator = BinaryOperator.of(symbol);
                Pattern pattern = operator == BinaryOperator.MATCHES ? MatchesNode.constant(right) : null;
                if (pattern != null) {
                    return new MatchesNode(place, left, pattern);
                }
                Set<String> words = operator == BinaryOperator.IN ? WordNode.words(right) : null;
                if (words != null) {
                    return new WordNode(place, left, right, words);
                }
                if (operator.isOrder() && isOrder(ctx.operand(0))) {
                    // 1 < x < 3 is 1 < x and x < 3.
                    BinaryNode last = (BinaryNode) (left instanceof LogicNode chain ? chain.right() : left);
                    return new LogicNode(
                            place, LogicNode.Kind.AND, left, new BinaryNode(place, operator, last.right(), right));
                }
                return new BinaryNode(place, operator, left, right);
            }
        }
    }

    private static boolean isOrder(OperandContext operand) {
        return operand instanceof BinaryContext binary
                && switch (binary.operator.getText()) {
                    case "<", ">", "<=", ">=" -> true;
                    default -> false;
                };
    }

    private void refuseMixing(OperandContext left, int place, String symbol) {
        if (left instanceof CoalesceContext) {
            throw fault(place, "?? and " + symbol + " side by side need parentheses around one of them");
        }
    }

    @Override
    public Node visitPipe(PipeContext ctx) {
        Node first = visit(ctx.operand());
        Token name = ctx.piped().getStart();
        if (ctx.piped().arguments() != null) {
            return call(name, first, ctx.piped().arguments());
        }
        PredicateContext predicate = ctx.piped().predicate();
        return predicateCall(name, first, predicate, ctx.piped().expression());
    }

    @Override
    public Node visitNumber(NumberContext ctx) {
        return Literals.number(start(ctx), ctx.getText());
    }

    @Override
    public Node visitConstant(ConstantContext ctx) {
        return switch (ctx.getText()) {
            case "true" -> new LiteralNode(start(ctx), true, StaticType.BOOL);
            case "false" -> new LiteralNode(start(ctx), false, StaticType.BOOL);
            default -> new LiteralNode(start(ctx), null, StaticType.NIL);
        };
    }

    @Override
    public Node visitPath(PathContext ctx) {
        // Each step makes the tree one level deeper, though the text does not nest.
        depth += ctx.suffix().size();
        Node node = visit(ctx.head());
        for (SuffixContext suffix : ctx.suffix()) {
            node = extended(node, suffix);
        }
        depth -= ctx.suffix().size();
        return node;
    }

    private Node extended(Node base, SuffixContext suffix) {
        if (suffix instanceof MemberContext member) {
            boolean optional = member.access.getText().equals("?.");
            boolean chained = base instanceof ChainNode;
            Node from = base instanceof ChainNode chain ? chain.link() : base;
            Node link = member(from, member.name(), optional, member.arguments());
            return chained || optional ? new ChainNode(link) : link;
        }
        if (suffix instanceof IndexContext index) {
            Node link = new MemberNode(start(index), base, visit(index.expression()), index.optional != null);
            return index.optional != null ? new ChainNode(link) : link;
        }
        SliceContext slice = (SliceContext) suffix;
        Node from = slice.from == null ? null : visit(slice.from);
        Node to = slice.to == null ? null : visit(slice.to);
        return new SliceNode(start(slice), base, from, to);
    }

    private Node member(Node from, ParserRuleContext name, boolean optional, @Nullable ArgumentsContext arguments) {
        int place = start(name);
        if (arguments != null) {
            return new MethodNode(place, from, name.getText(), optional, all(arguments.expression()));
        }
        return new MemberNode(place, from, new LiteralNode(place, name.getText(), StaticType.STRING), optional);
    }

    @Override
    public Node visitString(StringContext ctx) {
        return new LiteralNode(start(ctx), Literals.string(ctx.getText()), StaticType.STRING);
    }

    @Override
    public Node visitRawString(RawStringContext ctx) {
        return new LiteralNode(start(ctx), Literals.raw(ctx.getText()), StaticType.STRING);
    }

    @Override
    public Node visitBytes(BytesContext ctx) {
        return new LiteralNode(start(ctx), Literals.bytes(ctx.getText()), StaticType.BYTES);
    }

    @Override
    public Node visitArray(ArrayContext ctx) {
        return new ArrayNode(start(ctx), all(ctx.expression()));
    }

    @Override
    public Node visitMap(MapContext ctx) {
        List<MapNode.Entry> entries = new ArrayList<>();
        for (EntryContext entry : ctx.entry()) {
            entries.add(new MapNode.Entry(visit(entry.key()), visit(entry.expression())));
        }
        return new MapNode(start(ctx), entries);
    }

    @Override
    public Node visitKey(KeyContext ctx) {
        if (ctx.sequence() != null) {
            return visit(ctx.sequence());
        }
        String key = ctx.STRING() != null
                ? Literals.string(ctx.getText())
                : ctx.RAW_STRING() != null ? Literals.raw(ctx.getText()) : ctx.getText();
        return new LiteralNode(start(ctx), key, StaticType.STRING);
    }

    @Override
    public Node visitGroup(GroupContext ctx) {
        return visit(ctx.sequence());
    }

    @Override
    public Node visitCall(CallContext ctx) {
        if (ctx.arguments() != null) {
            return call(ctx.IDENTIFIER().getSymbol(), null, ctx.arguments());
        }
        Node collection = visit(ctx.predicateArguments().expression(0));
        ExpressionContext extra = ctx.predicateArguments().expression(1);
        return predicateCall(
                ctx.PREDICATE().getSymbol(),
                collection,
                ctx.predicateArguments().predicate(),
                extra);
    }

    private Node call(Token name, @Nullable Node first, ArgumentsContext context) {
        List<Node> arguments = new ArrayList<>();
        if (first != null) {
            arguments.add(first);
        }
        arguments.addAll(all(context.expression()));
        Builtin builtin = Builtin.named(name.getText());
        if (builtin != null) {
            return new BuiltinNode(start(name), builtin, arguments);
        }
        if (declared.contains(name.getText()) || name.getText().equals("$env")) {
            throw fault(start(name), name.getText() + " is not a function");
        }
        return new CallNode(start(name), name.getText(), arguments);
    }

    private Node predicateCall(
            Token name, Node collection, @Nullable PredicateContext predicate, @Nullable ExpressionContext extra) {
        Predicate function = Predicate.named(name.getText());
        if (function == null || predicate == null && !function.isOptional() || extra != null && !function.hasMore()) {
            throw fault(start(name), name.getText() + " takes an array and a predicate");
        }
        Node test = null;
        if (predicate != null) {
            predicates.push(function);
            test = visit(predicate);
            predicates.pop();
        }
        return new PredicateNode(start(name), function, collection, test, extra == null ? null : visit(extra));
    }

    @Override
    public Node visitPredicate(PredicateContext ctx) {
        return visit(ctx.sequence() == null ? ctx.expression() : ctx.sequence());
    }

    @Override
    public Node visitVariable(VariableContext ctx) {
        String name = ctx.getText();
        if (declared.contains(name)) {
            return new DeclaredNode(start(ctx), name, slotNames.lastIndexOf(name));
        }
        return name.equals("$env") ? new EnvironmentNode(start(ctx)) : new VariableNode(start(ctx), name);
    }

    @Override
    public Node visitPointer(PointerContext ctx) {
        Predicate function = predicates.peek();
        String name = ctx.getText().substring(1);
        if (function == null) {
            throw fault(start(ctx), "# stands for an element and belongs in a predicate");
        }
        if (name.isEmpty()) {
            return new PointerNode(start(ctx), PointerNode.Kind.ELEMENT);
        }
        if (name.equals("index") && function.knowsIndex()) {
            return new PointerNode(start(ctx), PointerNode.Kind.INDEX);
        }
        if (name.equals("acc") && function == Predicate.REDUCE) {
            return new PointerNode(start(ctx), PointerNode.Kind.ACCUMULATOR);
        }
        throw fault(start(ctx), "#" + name + " is not known in a predicate of " + function.word());
    }

    @Override
    public Node visitPointerMember(PointerMemberContext ctx) {
        if (predicates.isEmpty()) {
            throw fault(start(ctx), "a name after a dot alone belongs in a predicate");
        }
        Node element = new PointerNode(start(ctx), PointerNode.Kind.ELEMENT);
        return member(element, ctx.name(), false, ctx.arguments());
    }

    private List<Node> all(List<ExpressionContext> expressions) {
        List<Node> nodes = new ArrayList<>(expressions.size());
        for (ExpressionContext expression : expressions) {
            nodes.add(visit(expression));
        }
        return nodes;
    }

    private int start(ParserRuleContext ctx) {
        return start(ctx.getStart());
    }

    private int start(Token token) {
        return syntax.offset(token);
    }

    private ExpressionException fault(int place, String reason) {
        return new ExpressionException(reason, text, place, null);
    }
}
