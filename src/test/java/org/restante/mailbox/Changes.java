package org.restante.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.restante.mailbox.Dialogue.Step;

/** Other ways in which a server may say the same as in a {@link Dialogue}, or nearly. */
final class Changes {

    /** What a server may say at any time; nothing of it belongs to what was asked. */
    private static final List<String> UNASKED =
            List.of(
                    "* OK [ALERT] Maintenance on Sunday",
                    "* OK",
                    "* NO Disk is nearly full",
                    "* BAD I did not like that",
                    "* CAPABILITY IMAP4rev1 XNEW",
                    "* FLAGS (\\Answered \\Seen [odd] $x)",
                    "* 3 RECENT",
                    "* STATUS \"Some other\" (MESSAGES 9 UNSEEN 9)",
                    "* 4711 FETCH (FLAGS (\\Seen))",
                    "* 4711 FETCH",
                    "* FETCH (UID 5)",
                    "* XFOO bar (baz \"q\" {3}\r\na\"b)",
                    "* 5 XBAR",
                    "* ESEARCH (TAG \"other\") UID",
                    "* QUOTA",
                    "* STATUS",
                    "* LIST",
                    "* (((",
                    "* \"",
                    "*",
                    "* ",
                    "");

    /** So much of a response shows all that there is to show. */
    private static final int TOKENS = 200;

    private Changes() {}

    /** With all that may be said at any time before a line of the server, for each of them. */
    static List<Dialogue> unasked(Dialogue dialogue) {
        // Before the greeting nothing can be said, and capabilities count while signing in.
        int first = dialogue.fromGreeting() ? 1 : 0;
        List<String> unasked =
                UNASKED.stream()
                        .filter(line -> !dialogue.fromGreeting() || !line.contains("CAPABILITY"))
                        .toList();
        List<Dialogue> changed = new ArrayList<>();
        for (int i = first; i < dialogue.steps().size(); i++) {
            if (!dialogue.steps().get(i).client()) {
                changed.add(dialogue.withSteps(inserted(dialogue.steps(), i, unasked)));
            }
        }
        return changed;
    }

    private static List<Step> inserted(List<Step> steps, int at, List<String> lines) {
        List<Step> more = new ArrayList<>(steps);
        more.addAll(
                at,
                lines.stream()
                        .map(
                                line ->
                                        new Step(
                                                false,
                                                "",
                                                line.getBytes(StandardCharsets.ISO_8859_1)))
                        .toList());
        return more;
    }

    static Dialogue allLiteral(Dialogue dialogue) {
        return dialogue.mapData(
                bytes -> join(tokens(bytes).stream().map(Changes::literal).toList()));
    }

    static Dialogue allQuoted(Dialogue dialogue) {
        return dialogue.mapData(bytes -> join(quoted(tokens(bytes))));
    }

    /** With NIL in place of one text, number or list of a data response, for each of them. */
    static List<Dialogue> nils(Dialogue dialogue) {
        List<Dialogue> changed = new ArrayList<>();
        List<Step> steps = dialogue.steps();
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).data()) {
                continue;
            }
            List<Token> tokens = tokens(steps.get(i).bytes());
            for (int j = 0; j < Math.min(tokens.size(), TOKENS); j++) {
                int end = end(tokens, j);
                if (end > j) {
                    List<Token> fewer = new ArrayList<>(tokens.subList(0, j));
                    fewer.add(Token.other("NIL"));
                    fewer.addAll(tokens.subList(end, tokens.size()));
                    List<Step> other = new ArrayList<>(steps);
                    other.set(i, steps.get(i).with(join(fewer)));
                    changed.add(dialogue.withSteps(other));
                }
            }
        }
        return changed;
    }

    /** Where the text, number or list ends that begins there; 0 where none does. */
    private static int end(List<Token> tokens, int start) {
        Token token = tokens.get(start);
        if (token.content() != null || token.text().matches("\\d+")) {
            return start + 1;
        }
        int depth = 0;
        for (int i = start; token.text().equals("(") && i < tokens.size(); i++) {
            depth += tokens.get(i).text().equals("(") ? 1 : 0;
            depth -= tokens.get(i).text().equals(")") ? 1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return 0;
    }

    /** A piece of a response; {@code content} where it is a quoted string or a literal. */
    private record Token(byte[] bytes, byte[] content) {
        static Token other(String text) {
            return new Token(text.getBytes(StandardCharsets.ISO_8859_1), null);
        }

        String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static Token literal(Token token) {
        byte[] content = token.content();
        if (content == null) {
            return token;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("{" + content.length + "}\r\n").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(content);
        return new Token(bytes.toByteArray(), content);
    }

    /** Before a quoted string there is always a blank; before a literal some leave it out. */
    private static List<Token> quoted(List<Token> tokens) {
        List<Token> quoted = new ArrayList<>();
        for (Token token : tokens) {
            boolean apart = quoted.isEmpty() || quoted.getLast().text().matches("[ (]");
            quoted.add(apart ? quoted(token) : token);
        }
        return quoted;
    }

    private static Token quoted(Token token) {
        byte[] content = token.content();
        if (content == null) {
            return token;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write('"');
        for (byte b : content) {
            if (b == 0 || b == '\r' || b == '\n') {
                return token;
            }
            if (b == '"' || b == '\\') {
                bytes.write('\\');
            }
            bytes.write(b);
        }
        bytes.write('"');
        return new Token(bytes.toByteArray(), content);
    }

    private static byte[] join(List<Token> tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tokens.forEach(token -> bytes.writeBytes(token.bytes()));
        return bytes.toByteArray();
    }

    private static List<Token> tokens(byte[] bytes) {
        List<Token> tokens = new ArrayList<>();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int i = 0;
        while (i < text.length()) {
            int start = i;
            byte[] content = null;
            char c = text.charAt(i);
            if (c == '"') {
                ByteArrayOutputStream inside = new ByteArrayOutputStream();
                for (i++; i < text.length() && text.charAt(i) != '"'; i++) {
                    if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                        i++;
                    }
                    inside.write(text.charAt(i));
                }
                i = Math.min(text.length(), i + 1);
                content = inside.toByteArray();
            } else if (c == '{' && text.indexOf("}\r\n", i) > 0) {
                int brace = text.indexOf("}\r\n", i);
                int size = Integer.parseInt(text.substring(i + 1, brace));
                i = brace + 3 + size;
                content = Arrays.copyOfRange(bytes, brace + 3, i);
            } else if ("() ".indexOf(c) >= 0) {
                i++;
            } else {
                while (i < text.length() && "() \"{".indexOf(text.charAt(i)) < 0) {
                    int bracket = text.charAt(i) == '[' ? text.indexOf(']', i) : -1;
                    i = bracket > 0 ? bracket + 1 : i + 1;
                }
            }
            tokens.add(new Token(Arrays.copyOfRange(bytes, start, i), content));
        }
        return tokens;
    }
}
