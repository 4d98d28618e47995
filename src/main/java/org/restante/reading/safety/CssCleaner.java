package org.restante.reading.safety;

import com.helger.css.ICSSWriterSettings;
import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSExpression;
import com.helger.css.decl.CSSExpressionMemberFunction;
import com.helger.css.decl.CSSExpressionMemberMath;
import com.helger.css.decl.CSSExpressionMemberTermSimple;
import com.helger.css.decl.CSSExpressionMemberTermURI;
import com.helger.css.decl.CSSMediaExpression;
import com.helger.css.decl.CSSMediaQuery;
import com.helger.css.decl.CSSMediaRule;
import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSStyleRule;
import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.decl.ECSSExpressionOperator;
import com.helger.css.decl.ICSSExpressionMember;
import com.helger.css.decl.ICSSTopLevelRule;
import com.helger.css.handler.DoNothingCSSParseExceptionCallback;
import com.helger.css.parser.TokenMgrException;
import com.helger.css.reader.CSSReader;
import com.helger.css.reader.CSSReaderSettings;
import com.helger.css.reader.errorhandler.DoNothingCSSInterpretErrorHandler;
import com.helger.css.reader.errorhandler.DoNothingCSSParseErrorHandler;
import com.helger.css.writer.CSSWriterSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Parses style sheets and writes out, token by token, only what {@link CssRules} knows. Nothing of
 * the source text is copied, so comments, escapes and broken syntax decide nothing here: what the
 * parser and a browser might read differently is not written at all.
 */
final class CssCleaner {

    // Sheets of real newsletters are below 100 kB; a parser of attacker-made text needs a limit.
    private static final int LONGEST_SHEET = 250_000;
    private static final int LONGEST_STYLE = 100_000;
    private static final int DEEPEST = 32;

    private static final ICSSWriterSettings TERSE =
            new CSSWriterSettings().setOptimizedOutput(true);
    private static final CSSReaderSettings FORGIVING =
            new CSSReaderSettings()
                    .setBrowserCompliantMode(true)
                    .setUseSourceLocation(false)
                    .setCustomErrorHandler(new DoNothingCSSParseErrorHandler())
                    .setInterpretErrorHandler(new DoNothingCSSInterpretErrorHandler())
                    .setCustomExceptionHandler(new DoNothingCSSParseExceptionCallback());

    private final ImageGate gate;
    private final Map<String, Clean> known = new HashMap<>();
    private boolean coloured;

    CssCleaner(ImageGate gate) {
        this.gate = gate;
    }

    /**
     * What was kept of some CSS.
     *
     * @param css written by us alone
     * @param coloured whether it gives the mail colours of its own
     */
    record Clean(String css, boolean coloured) {

        static final Clean NOTHING = new Clean("", false);
    }

    /** The content for a {@code <style>} element, with nothing in it that could close one. */
    Clean sheet(String css) {
        return css.length() > LONGEST_SHEET
                ? Clean.NOTHING
                : remembered("sheet:", css, this::parsedSheet);
    }

    /** The content for a {@code style} attribute. */
    Clean style(String css) {
        return css.length() > LONGEST_STYLE
                ? Clean.NOTHING
                : remembered("style:", css, this::parsedStyle);
    }

    /** Mails repeat the same few styles in every cell; and our own output is clean already. */
    private Clean remembered(String kind, String css, UnaryOperator<String> parser) {
        Clean before = known.get(kind + css);
        if (before != null) {
            return before;
        }
        coloured = false;
        String written = parser.apply(css);
        var clean = new Clean(written, coloured);
        known.put(kind + css, clean);
        known.put(kind + written, clean);
        return clean;
    }

    private String parsedSheet(String css) {
        CascadingStyleSheet parsed = parse(withoutControls(css) + "}}");
        if (parsed == null) {
            parsed = parse(withoutControls(css) + "*/}}");
        }
        return parsed == null ? "" : rules(parsed.getAllRules());
    }

    private String parsedStyle(String css) {
        String whole = firstRule(css);
        if (whole != null) {
            return whole;
        }
        // Something is left open; a browser would keep what stands before it.
        var kept = new StringBuilder();
        for (String part : css.split(";", 50)) {
            kept.append(Objects.requireNonNullElse(firstRule(part), ""));
        }
        return kept.toString();
    }

    private @Nullable String firstRule(String css) {
        CascadingStyleSheet parsed = parse("x{" + withoutControls(css) + "}");
        if (parsed == null || parsed.getRuleCount() == 0) {
            return null;
        }
        return parsed.getAllRules().get(0) instanceof CSSStyleRule rule
                ? declarations(rule.getAllDeclarations())
                : null;
    }

    private static @Nullable CascadingStyleSheet parse(String css) {
        if (isTooDeep(css)) {
            return null;
        }
        try {
            return CSSReader.readFromStringReader(css, FORGIVING);
        } catch (TokenMgrException | IllegalArgumentException | IllegalStateException unreadable) {
            return null;
        }
    }

    /** The parser recurses; counting brackets is cruder than parsing but cannot overflow. */
    private static boolean isTooDeep(String css) {
        int depth = 0;
        for (int i = 0; i < css.length(); i++) {
            char c = css.charAt(i);
            if (c == '(' || c == '{' || c == '[') {
                depth++;
            } else if (c == ')' || c == '}' || c == ']') {
                depth = Math.max(0, depth - 1);
            }
            if (depth > DEEPEST) {
                return true;
            }
        }
        return false;
    }

    private static String withoutControls(String css) {
        var kept = new StringBuilder(css.length());
        css.chars()
                .filter(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t')
                .forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private String rules(List<ICSSTopLevelRule> rules) {
        var kept = new StringBuilder();
        for (ICSSTopLevelRule rule : rules) {
            if (rule instanceof CSSStyleRule style) {
                kept.append(rule(style));
            } else if (rule instanceof CSSMediaRule media) {
                kept.append(media(media));
            }
        }
        return kept.toString();
    }

    private String rule(CSSStyleRule rule) {
        String selectors =
                rule.getAllSelectors().stream()
                        .map(CssCleaner::selector)
                        .filter(CssRules::isSelector)
                        .collect(Collectors.joining(","));
        if (selectors.isEmpty()) {
            return "";
        }
        String declarations = declarations(rule.getAllDeclarations());
        return declarations.isEmpty() ? "" : selectors + "{" + declarations + "}\n";
    }

    private static String selector(CSSSelector selector) {
        return selector.getAllMembers().stream()
                .map(member -> member.getAsCSSString(TERSE, 0))
                .collect(Collectors.joining())
                .strip();
    }

    private String media(CSSMediaRule rule) {
        String queries =
                rule.getAllMediaQueries().stream()
                        .map(CssCleaner::query)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(","));
        if (queries.isEmpty()) {
            return "";
        }
        var kept = new StringBuilder();
        rule.getAllStyleRules().forEach(style -> kept.append(rule(style)));
        return kept.isEmpty() ? "" : "@media " + queries + "{\n" + kept + "}\n";
    }

    private static @Nullable String query(CSSMediaQuery query) {
        String medium = query.getMedium() == null ? "all" : lower(query.getMedium());
        if (!CssRules.isMedium(medium)) {
            return null;
        }
        var kept = new StringBuilder(query.isNot() ? "not " : query.isOnly() ? "only " : "");
        kept.append(medium);
        for (CSSMediaExpression expression : query.getAllMediaExpressions()) {
            String feature = lower(expression.getFeature());
            CSSExpression value = expression.getValue();
            if (!CssRules.isFeature(feature)
                    || value == null
                    || value.getMemberCount() != 1
                    || !(value.getMemberAtIndex(0) instanceof CSSExpressionMemberTermSimple term)
                    || !CssRules.isTerm(term.getValue())) {
                return null;
            }
            kept.append(" and (").append(feature).append(':').append(term.getValue()).append(')');
        }
        return kept.toString();
    }

    private String declarations(List<CSSDeclaration> declarations) {
        var kept = new StringBuilder();
        for (CSSDeclaration declaration : declarations) {
            String property = lower(declaration.getProperty());
            if (!CssRules.keeps(property)) {
                continue;
            }
            String value = value(declaration.getExpression(), CssRules.isPictured(property));
            if (value == null || value.isEmpty()) {
                continue;
            }
            coloured |= CssRules.colours(property, lower(value));
            kept.append(property).append(':').append(value);
            kept.append(declaration.isImportant() ? "!important;" : ";");
        }
        return kept.toString();
    }

    /** The value written anew, or null if any part of it is unknown. */
    private @Nullable String value(@Nullable CSSExpression expression, boolean pictured) {
        if (expression == null) {
            return null;
        }
        var kept = new StringBuilder();
        boolean apart = false;
        for (ICSSExpressionMember member : expression.getAllMembers()) {
            if (member == ECSSExpressionOperator.COMMA || member == ECSSExpressionOperator.SLASH) {
                kept.append(member == ECSSExpressionOperator.COMMA ? "," : "/");
                apart = false;
                continue;
            }
            String written = member(member, pictured);
            if (written == null) {
                return null;
            }
            kept.append(apart ? " " : "").append(written);
            apart = true;
        }
        return kept.toString();
    }

    private @Nullable String member(ICSSExpressionMember member, boolean pictured) {
        return switch (member) {
            case CSSExpressionMemberTermSimple term -> term(term.getValue());
            case CSSExpressionMemberTermURI uri -> pictured ? image(uri.getURIString()) : null;
            case CSSExpressionMemberFunction function -> function(function);
            case CSSExpressionMemberMath math -> calculation(math.getAsCSSString(TERSE, 0));
            default -> null;
        };
    }

    private static @Nullable String term(String value) {
        return CssRules.isTerm(value) || CssRules.isString(value) ? value : null;
    }

    /** An image held back becomes {@code none}, so that the colour beside it survives. */
    private String image(String reference) {
        String url = gate.pass(reference);
        return url == null ? "none" : "url(\"" + url + "\")";
    }

    private @Nullable String function(CSSExpressionMemberFunction function) {
        String name = lower(function.getFunctionName());
        if (!CssRules.calls(name)) {
            return null;
        }
        String arguments = value(function.getExpression(), false);
        return arguments == null ? null : name + "(" + arguments + ")";
    }

    private static @Nullable String calculation(String written) {
        return CssRules.isCalculation(written) ? written : null;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
