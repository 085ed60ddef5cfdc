package io.github.macvtaplab.jenkins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.builder.AstBuilder;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilePhase;

/**
 * Hold one directive of a declarative pipeline: {@code name 'value', key: value { body }}. Values are
 * Groovy's text of a constant; a directive that is itself a value (a {@code logRotator}) is in the body.
 */
record Directive(String name, List<String> values, Map<String, String> named, List<Directive> body) {

    /**
     * Parse a Jenkinsfile.
     *
     * @return the {@code pipeline} directive
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is something else than one {@code pipeline} block
     * @throws org.codehaus.groovy.control.CompilationFailedException if it is not Groovy
     */
    static Directive parse(Path jenkinsfile) throws IOException {
        List<ASTNode> nodes =
                new AstBuilder().buildFromString(CompilePhase.CONVERSION, false, Files.readString(jenkinsfile));
        List<Directive> top = directives((BlockStatement) nodes.get(0));
        if (top.size() != 1 || !top.get(0).name().equals("pipeline")) {
            throw new IllegalArgumentException("expected one block 'pipeline' in " + jenkinsfile + ", saw "
                    + top.stream().map(Directive::name).toList());
        }
        return top.get(0);
    }

    /**
     * Find the only directive of that name directly in this one.
     *
     * @throws AssertionError if there is none, or more than one
     */
    Directive only(String wanted) {
        List<Directive> found =
                body.stream().filter(child -> child.name().equals(wanted)).toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one '" + wanted + "' in '" + name + "', saw " + names());
        }
        return found.get(0);
    }

    /** List the names of the directives in this one, in their order. */
    List<String> names() {
        return body.stream().map(Directive::name).collect(Collectors.toList());
    }

    private static List<Directive> directives(BlockStatement block) {
        List<Directive> found = new ArrayList<>();
        for (Statement statement : block.getStatements()) {
            if (statement instanceof ExpressionStatement line
                    && line.getExpression() instanceof MethodCallExpression call) {
                found.add(directive(call));
            } else {
                throw new IllegalArgumentException(
                        "line " + statement.getLineNumber() + " is no directive: " + statement.getText());
            }
        }
        return found;
    }

    private static Directive directive(MethodCallExpression call) {
        Directive directive =
                new Directive(call.getMethodAsString(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (Expression argument : ((TupleExpression) call.getArguments()).getExpressions()) {
            directive.take(argument);
        }
        return directive;
    }

    private void take(Expression argument) {
        if (argument instanceof ClosureExpression closure) {
            body.addAll(directives((BlockStatement) closure.getCode()));
        } else if (argument instanceof MethodCallExpression call) {
            body.add(directive(call));
        } else if (argument instanceof MapExpression map) {
            map.getMapEntryExpressions()
                    .forEach(entry -> named.put(entry.getKeyExpression().getText(), text(entry.getValueExpression())));
        } else {
            values.add(argument.getText());
        }
    }

    /** Write lists and maps as Groovy source does, whichever way this version of Groovy prints them. */
    private static String text(Expression value) {
        if (value instanceof ListExpression list) {
            return list.getExpressions().stream().map(Directive::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof MapExpression map) {
            return map.getMapEntryExpressions().stream()
                    .map(entry -> entry.getKeyExpression().getText() + ": " + text(entry.getValueExpression()))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return value.getText();
    }
}
