package org.restante.compose;

import java.net.IDN;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.restante.compose.Recipient.Fault;
import org.restante.mail.Address;
import org.restante.mail.Legible;

/**
 * Reads lists of recipients however they were typed or pasted: by comma, semicolon, line or blank,
 * with names in any quotes, with groups (RFC 5322, section 3.4), and says what is wrong with each.
 */
public final class Recipients {

    /** More than any server takes in one message. */
    static final int MOST = 1_000;

    private static final int LONGEST = 100_000;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_ADDRESS = 254;
    private static final String ATOM = "!#$%&'*+-/=?^_`{|}~.";

    private Recipients() {}

    /** All of them in order, each address once. */
    public static List<Recipient> parse(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return List.of();
        }
        Map<String, Recipient> all = new LinkedHashMap<>();
        for (String token : tokens(blanks(bounded(typed)))) {
            for (String one : addresses(token)) {
                Recipient recipient = recipient(one);
                if (all.size() < MOST) {
                    all.putIfAbsent(key(recipient), recipient);
                }
            }
        }
        return List.copyOf(all.values());
    }

    /** Cut behind a whole one. */
    private static String bounded(String typed) {
        if (typed.length() <= LONGEST) {
            return typed;
        }
        int end = Math.max(typed.lastIndexOf(',', LONGEST), typed.lastIndexOf('\n', LONGEST));
        return typed.substring(0, end < 0 ? LONGEST : end);
    }

    /** Blanks that web pages and word processors leave behind are plain ones, or none. */
    private static String blanks(String typed) {
        return typed.replaceAll("[\\u00a0\\u2007\\u202f]", " ").replaceAll("[\\u200b\\ufeff]", "");
    }

    /** The list as it may be typed again. */
    public static String text(List<Address> addresses) {
        return addresses.stream().map(Recipients::text).collect(Collectors.joining(", "));
    }

    private static String text(Address address) {
        String name = Legible.text(address.name());
        if (name.isBlank()) {
            return address.email();
        }
        boolean plain = name.chars().noneMatch(c -> ",;:<>()@[]\\\".".indexOf(c) >= 0);
        String shown = plain ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return shown + " <" + address.email() + ">";
    }

    /** The domain in ASCII, or null where it is none. */
    static @Nullable String domain(String domain) {
        String ascii;
        try {
            ascii = IDN.toASCII(domain.strip(), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
        String label = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
        boolean named = ascii.matches(label + "(\\." + label + ")*") && ascii.length() <= 253;
        boolean literal = ascii.matches("\\[[0-9a-f.:]{2,45}]|\\[ipv6:[0-9a-f:.]{2,45}]");
        boolean dotted = ascii.contains(".") || ascii.equals("localhost");
        return literal || (named && dotted) ? ascii : null;
    }

    private static String key(Recipient recipient) {
        Address address = recipient.address();
        return (address == null ? recipient.typed() : address.email()).toLowerCase(Locale.ROOT);
    }

    /** Cut at what separates, but not inside quotes, angle brackets and comments. */
    private static List<String> tokens(String typed) {
        List<Segment> segments = new ArrayList<>();
        Segment segment = new Segment();
        StringBuilder token = new StringBuilder();
        boolean quoted = false;
        boolean semicolons = false;
        int angle = 0;
        int comment = 0;
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '\\' && quoted && i + 1 < typed.length()) {
                token.append(c).append(typed.charAt(++i));
                continue;
            }
            boolean line = c == '\n' || c == '\r';
            if (line) {
                // an open quote or bracket ends with its line: somebody forgot to close it
                boolean folded = i + 1 < typed.length() && " \t".indexOf(typed.charAt(i + 1)) >= 0;
                if (!folded) {
                    quoted = false;
                    angle = 0;
                    comment = 0;
                }
            }
            if (c == '"' && comment == 0) {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                comment++;
            } else if (!quoted && c == ')' && comment > 0) {
                comment--;
            } else if (!quoted && c == '<') {
                angle = 1;
            } else if (!quoted && c == '>') {
                angle = 0;
            }
            boolean inside = quoted || angle > 0 || comment > 0;
            if (!inside && (c == ',' || c == ';' || c == '\u3001' || c == '\uff0c' || line)) {
                end(token, segment.tokens);
                if (c == ';' || line) {
                    semicolons |= c == ';' && !segment.group;
                    segments.add(segment);
                    segment = new Segment();
                }
            } else if (!inside && c == ':' && isGroup(token)) {
                token.setLength(0); // the name of a group; its members follow
                segment.group = true;
            } else if (!line) {
                token.append(c);
            } else {
                token.append(' ');
            }
        }
        end(token, segment.tokens);
        segments.add(segment);
        List<String> tokens = new ArrayList<>();
        for (Segment one : segments) {
            tokens.addAll(one.isOnePerson(semicolons) ? one.joined() : one.tokens);
        }
        return tokens;
    }

    /** What stands between two semicolons or on one line. */
    private static final class Segment {
        private final List<String> tokens = new ArrayList<>();
        private boolean group;

        /**
         * Outlook separates people by semicolons and names them "Last, First" without quotes; so do
         * tables whose cells are parted by tabs.
         */
        private boolean isOnePerson(boolean semicolons) {
            if (group || tokens.size() < 2) {
                return false;
            }
            String last = tokens.getLast();
            boolean outlook = semicolons && last.endsWith(">") && last.indexOf('<') >= 0;
            boolean table = last.indexOf('\t') >= 0 && last.indexOf('@') >= 0;
            return (outlook || table)
                    && tokens.stream().limit(tokens.size() - 1L).noneMatch(Segment::isAddressed);
        }

        private static boolean isAddressed(String token) {
            return token.indexOf('@') >= 0 || token.indexOf('<') >= 0;
        }

        private List<String> joined() {
            return List.of(String.join(", ", tokens));
        }
    }

    private static boolean isGroup(CharSequence before) {
        String name = before.toString().strip();
        return !name.isEmpty() && name.indexOf('@') < 0 && !name.equalsIgnoreCase("mailto");
    }

    private static void end(StringBuilder token, List<String> tokens) {
        String text = token.toString().strip();
        if (!text.isEmpty()) {
            tokens.add(text);
        }
        token.setLength(0);
    }

    /** Several bare addresses with only blanks between them are as many recipients. */
    private static List<String> addresses(String token) {
        String[] words = token.split("\\s+", -1);
        boolean bare = words.length > 1 && token.indexOf('<') < 0 && token.indexOf('"') < 0;
        boolean row = bare && token.indexOf('\t') >= 0;
        for (String word : words) {
            bare &= word.indexOf('@') > 0;
        }
        return bare ? List.of(words) : List.of(row ? row(token) : token);
    }

    /** A row of a table, in which one cell is an address and the others name its owner. */
    private static String row(String token) {
        List<String> names = new ArrayList<>();
        List<String> emails = new ArrayList<>();
        for (String cell : token.split("\t", -1)) {
            String text = cell.strip();
            boolean email = text.indexOf('@') > 0 && text.indexOf(' ') < 0;
            if (!text.isEmpty()) {
                (email ? emails : names).add(text);
            }
        }
        return emails.size() == 1
                ? String.join(" ", names) + " <" + emails.getFirst() + ">"
                : token;
    }

    private static Recipient recipient(String token) {
        String text = unlinked(token);
        int open = text.lastIndexOf('<');
        int close = text.lastIndexOf('>');
        String name = "";
        String email = text;
        if (open >= 0 && close > open && text.indexOf('@', close) > 0) {
            email = text; // two in one: only their author knows
        } else if (open >= 0 && close > open) {
            name = text.substring(0, open);
            email = text.substring(open + 1, close);
        } else if (text.endsWith(")") && text.indexOf('(') > 0) {
            int comment = text.indexOf('(');
            name = text.substring(comment + 1, text.length() - 1);
            email = text.substring(0, comment);
        } else if (open >= 0) {
            name = text.substring(0, open);
            email = text.substring(open + 1);
        }
        String shown = Legible.text(token);
        return checked(shown, unquoted(name), unlinked(email.strip()));
    }

    /** The address alone of a link to it (RFC 6068). */
    private static String unlinked(String text) {
        if (!text.regionMatches(true, 0, "mailto:", 0, 7)) {
            return text;
        }
        int query = text.indexOf('?', Math.max(text.indexOf('@'), 7));
        return text.substring(7, query < 0 ? text.length() : query);
    }

    private static Recipient checked(String shown, String name, String email) {
        int at = email.lastIndexOf('@');
        if (at < 0) {
            return new Recipient(shown, null, Fault.NO_AT);
        }
        String local = email.substring(0, at);
        String domain = email.substring(at + 1);
        if (local.isEmpty()) {
            return new Recipient(shown, null, Fault.NO_LOCAL_PART);
        }
        if (!isLocalPart(local) || !Legible.text(email).equals(email)) {
            return new Recipient(shown, null, Fault.CHARACTER);
        }
        String ascii = domain(domain);
        if (ascii == null) {
            return new Recipient(shown, null, Fault.NO_DOMAIN);
        }
        if (local.length() > LONGEST_LOCAL_PART
                || local.length() + 1 + ascii.length() > LONGEST_ADDRESS) {
            return new Recipient(shown, null, Fault.TOO_LONG);
        }
        String written = domain.chars().allMatch(c -> c < 128) ? domain.strip() : domain;
        return new Recipient(shown, new Address(name, local + "@" + written), null);
    }

    /** An atom with dots, also of letters beyond ASCII (RFC 6531), or a quoted string. */
    private static boolean isLocalPart(String local) {
        if (local.length() > 2 && local.startsWith("\"") && local.endsWith("\"")) {
            return local.substring(1, local.length() - 1)
                    .chars()
                    .allMatch(c -> c >= ' ' && c < 127 && c != '"' && c != '\\');
        }
        if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
            return false;
        }
        return local.codePoints()
                .allMatch(
                        c ->
                                c > 127
                                        ? Character.isLetterOrDigit(c)
                                                || Character.getType(c)
                                                        == Character.NON_SPACING_MARK
                                                || Character.getType(c)
                                                        == Character.COMBINING_SPACING_MARK
                                        : Character.isLetterOrDigit(c) || ATOM.indexOf(c) >= 0);
    }

    private static String unquoted(String name) {
        String text = name.strip();
        while (text.length() > 1
                && isQuote(text.charAt(0))
                && isQuote(text.charAt(text.length() - 1))) {
            text = text.substring(1, text.length() - 1).strip();
        }
        return Legible.text(text.replaceAll("\\\\(.)", "$1"));
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '\u201c' || c == '\u201d' || c == '\u201e';
    }
}
