package org.restante.mailbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a client and a server say to each other, from a file {@code imap/<command>/<fact>.imap}.
 *
 * <pre>
 * # capabilities: IMAP4rev1 MOVE     told after sign-in
 * # in: INBOX                        the mailbox of the operations
 * # do: page 0 50                    on the MailSession, see {@link Operations}; may be repeated
 * # expect: ...                      a line of the outcome
 * C: a SELECT "INBOX"                the exact octets; the first word stands for the client's tag
 * C+ hello                           what follows on an invitation, without a tag
 * S: * 3 EXISTS
 * S: a OK done
 * </pre>
 *
 * {@code ␍ ␊ ␀} are those octets, {@code ‹FF›} is any octet, {@code {{text}}} is a literal with its
 * length, {@code {{+text}}} a non-synchronising one; {@code ⟨20000*(⟩} is a text repeated. With
 * {@code # from: greeting} nothing goes before the first line.
 */
record Dialogue(
        String name,
        boolean fromGreeting,
        String capabilities,
        String mailbox,
        List<String> operations,
        List<String> expected,
        List<Step> steps) {

    static final Path FOLDER = Path.of("src/test/resources/imap");

    private static final Pattern LITERAL = Pattern.compile("(?s)\\{\\{(\\+?)(.*?)}}");
    private static final Pattern REPEATED = Pattern.compile("⟨(\\d+)\\*(.*?)⟩");

    /**
     * One line of one side; a line of the server may hold literals and thus be several.
     *
     * @param tag the variable that the line starts with, empty where it starts with none
     * @param bytes all after the tag, without the last CRLF
     */
    record Step(boolean client, String tag, byte[] bytes) {

        String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        boolean untagged() {
            return !client && tag.isEmpty() && text().startsWith("* ");
        }

        /** An untagged response that carries data and not a text for people. */
        boolean data() {
            return untagged() && !text().matches("(?is)\\* (OK|NO|BAD|BYE|PREAUTH)\\b.*");
        }

        Step with(byte[] other) {
            return new Step(client, tag, other);
        }
    }

    static List<Dialogue> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".imap"))
                    .sorted()
                    .map(Dialogue::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Dialogue read(Path file) {
        try {
            String name = FOLDER.relativize(file).toString().replace(".imap", "");
            return parse(name, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Dialogue parse(String name, List<String> lines) {
        String capabilities = "IMAP4rev1";
        String mailbox = "INBOX";
        boolean greeting = false;
        List<String> operations = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("# capabilities: ")) {
                capabilities = line.substring(16);
            } else if (line.startsWith("# in: ")) {
                mailbox = line.substring(6);
            } else if (line.startsWith("# do: ")) {
                operations.add(line.substring(6));
            } else if (line.startsWith("# expect: ")) {
                expected.add(line.substring(10));
            } else if (line.equals("# from: greeting")) {
                greeting = true;
            } else if (line.startsWith("C: ")) {
                String tag = line.substring(3).split(" ", 2)[0];
                tags.add(tag);
                steps.add(new Step(true, tag, bytes(line.substring(3 + tag.length()))));
            } else if (line.startsWith("C+ ")) {
                steps.add(new Step(true, "", bytes(line.substring(3))));
            } else if (line.startsWith("S:")) {
                String text = line.length() > 3 ? line.substring(3) : "";
                String tag = text.split(" ", 2)[0];
                boolean tagged = tags.contains(tag);
                steps.add(
                        new Step(
                                false,
                                tagged ? tag : "",
                                bytes(tagged ? text.substring(tag.length()) : text)));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException(name + ": " + line);
            }
        }
        return new Dialogue(name, greeting, capabilities, mailbox, operations, expected, steps);
    }

    /** The text with its escapes resolved, one char for each octet. */
    static String octets(String escaped) {
        Matcher repeated = REPEATED.matcher(escaped);
        String text =
                repeated.replaceAll(
                        r ->
                                Matcher.quoteReplacement(
                                        r.group(2).repeat(Integer.parseInt(r.group(1)))));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int end = c == '‹' ? text.indexOf('›', i) : -1;
            switch (c) {
                case '␍' -> bytes.write('\r');
                case '␊' -> bytes.write('\n');
                case '␀' -> bytes.write(0);
                case '‹' -> bytes.write(Integer.parseInt(text.substring(i + 1, end), 16));
                default -> bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
            i = end > 0 ? end + 1 : i + Character.charCount(c);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String escaped) {
        String text = octets(escaped);
        Matcher literal = LITERAL.matcher(text);
        return literal.replaceAll(
                        r ->
                                Matcher.quoteReplacement(
                                        "{"
                                                + r.group(2).length()
                                                + r.group(1)
                                                + "}\r\n"
                                                + r.group(2)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    List<Step> serverSteps() {
        return steps.stream().filter(step -> !step.client()).toList();
    }

    long serverOctets() {
        return serverSteps().stream()
                .mapToLong(step -> step.tag().length() + step.bytes().length + 2)
                .sum();
    }

    /** All that decides what the engine does until the server has said so many octets. */
    String until(long octets) {
        String operation = operations.getFirst().split(" ")[0];
        StringBuilder said = new StringBuilder(fromGreeting + capabilities + operation);
        long left = octets;
        for (Step step : steps) {
            String text = step.tag() + step.text() + "\r\n";
            int part = step.client() ? text.length() : (int) Math.min(left, text.length());
            said.append('\n').append(text, 0, part);
            left -= step.client() ? 0 : part;
            if (part < text.length()) {
                break;
            }
        }
        return said.toString();
    }

    Dialogue withSteps(List<Step> changed) {
        return new Dialogue(
                name, fromGreeting, capabilities, mailbox, operations, expected, changed);
    }

    /** The dialogue with the server's data responses changed. */
    Dialogue mapData(UnaryOperator<byte[]> change) {
        return withSteps(
                steps.stream()
                        .map(step -> step.data() ? step.with(change.apply(step.bytes())) : step)
                        .toList());
    }

    @Override
    public String toString() {
        return name;
    }
}
