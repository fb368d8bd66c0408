package io.jenkins.plugins.waybill.expression;

import java.util.ArrayDeque;
import java.util.Deque;

import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarLexer;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser;
import io.jenkins.plugins.waybill.expression.grammar.ExpressionGrammarParser.TextContext;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** The way from text to syntax tree; complains in words for people, and before anything grows too deep. */
final class Syntax extends BaseErrorListener {

    private final String text;
    private final boolean wide;

    Syntax(String text) {
        this.text = text;
        this.wide = text.codePoints().anyMatch(Character::isSupplementaryCodePoint);
    }

    TextContext parse() {
        if (text.length() > Limits.LENGTH) {
            throw new ExpressionException("the expression is longer than " + Limits.LENGTH + " characters");
        }
        ExpressionGrammarLexer lexer = new ExpressionGrammarLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(this);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        if (tokens.size() > Limits.TOKENS) {
            throw new ExpressionException("the expression has more than " + Limits.TOKENS + " words and signs");
        }
        refuseDepth(tokens);
        ExpressionGrammarParser parser = new ExpressionGrammarParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(this);
        return parser.text();
    }

    /** Brackets, signs, conditions and declarations nest; the parser follows each with a call of its own. */
    private void refuseDepth(CommonTokenStream tokens) {
        Deque<Integer> opened = new ArrayDeque<>();
        int depth = 0;
        boolean operand = false;
        for (Token token : tokens.getTokens()) {
            String word = token.getText();
            switch (word) {
                case "(", "[", "{" -> {
                    opened.push(depth);
                    depth++;
                }
                case ")", "]", "}" -> depth = opened.isEmpty() ? 0 : opened.pop();
                case "," -> depth = opened.isEmpty() ? 0 : opened.peek() + 1;
                case "-", "+", "not", "!" -> depth += operand ? 0 : 1;
                case "?", "**", "^", "let", "if", "else" -> depth++;
                default -> {
                    // does not nest
                }
            }
            if (depth > Limits.NESTING) {
                throw new ExpressionException("the expression is nested too deeply", text, offset(token), null);
            }
            operand = isOperandEnd(token);
        }
    }

    private static boolean isOperandEnd(Token token) {
        return switch (token.getType()) {
            case ExpressionGrammarLexer.IDENTIFIER,
                    ExpressionGrammarLexer.PREDICATE,
                    ExpressionGrammarLexer.POINTER,
                    ExpressionGrammarLexer.NUMBER,
                    ExpressionGrammarLexer.STRING,
                    ExpressionGrammarLexer.RAW_STRING,
                    ExpressionGrammarLexer.BYTES,
                    ExpressionGrammarLexer.TRUE,
                    ExpressionGrammarLexer.FALSE,
                    ExpressionGrammarLexer.NIL -> true;
            default ->
                token.getText().equals(")")
                        || token.getText().equals("]")
                        || token.getText().equals("}");
        };
    }

    /** Where a token begins; the parser counts characters, Java counts halves of some. */
    int offset(Token token) {
        int start = Math.max(0, token.getStartIndex());
        return wide ? text.offsetByCodePoints(0, Math.min(start, text.codePointCount(0, text.length()))) : start;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object symbol,
            int line,
            int column,
            String message,
            @Nullable RecognitionException cause) {
        if (!(symbol instanceof Token token)) {
            throw new ExpressionException("not an expression: " + message, text, 0, null);
        }
        String reason =
                switch (token.getText()) {
                    case "<EOF>" -> "the expression ends too early";
                    case "'", "\"", "`" -> "the string that begins here is not closed";
                    default -> "unexpected " + token.getText();
                };
        throw new ExpressionException(reason, text, offset(token), null);
    }
}
