package org.restante.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts of header fields decoded for people: encoded words (RFC 2047), parameters (RFC 2231) and
 * the raw octets of programs that know neither.
 *
 * <p>Nothing here throws, whatever the mail says. The result is one line of at most as many
 * characters as the input had, without control characters and without the marks that could turn the
 * direction of the text around it.
 */
public final class HeaderText {

    /** What is beyond that is no text for people. */
    private static final int LONGEST = 65_536;

    private static final int LONGEST_CHARSET = 60;
    private static final int LONGEST_CUT = 1_000;
    private static final int MOST_SEGMENTS = 1_000;

    private HeaderText() {}

    /**
     * Decodes a header field's unstructured text, a phrase or a comment.
     *
     * @param raw as it stood in the mail, octets above 127 as the ISO-8859-1 characters of the same
     *     number; text that is Unicode already stays as it is
     */
    public static String decode(@Nullable String raw) {
        return decode(raw, null);
    }

    /**
     * Decodes like {@link #decode(String)}.
     *
     * @param charset of the mail's own text, for octets above 127 that are no UTF-8
     */
    public static String decode(@Nullable String raw, @Nullable String charset) {
        if (raw == null || raw.isEmpty()) {
            return "";
        }
        String bounded = raw.length() > LONGEST ? raw.substring(0, LONGEST) : raw;
        return clean(new Words(bounded, charset).decode());
    }

    /**
     * The value of a parameter of Content-Type or Content-Disposition, or null where it is missing
     * or blank.
     *
     * @param parameters names in lower case, values raw: whole ({@code filename}), extended ({@code
     *     filename*}) or in pieces ({@code filename*0}, {@code filename*1*})
     */
    public static @Nullable String parameter(Map<String, String> parameters, String name) {
        String key = name.toLowerCase(Locale.ROOT);
        String value = extended(parameters, key);
        if (value == null || value.isBlank()) {
            value = continued(parameters, key);
        }
        if (value == null || value.isBlank()) {
            String plain = parameters.get(key);
            value = plain == null ? null : plainParameter(plain);
        }
        return value == null || value.isBlank() ? null : value;
    }

    /**
     * The text in one line without anything that acts on its surroundings: no control characters,
     * no direction overrides, no half characters.
     */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\r'
                    || c == '\n'
                    || c == '\t'
                    || c == 0x0B
                    || c == 0x0C
                    || c == 0x85
                    || c == 0x2028
                    || c == 0x2029) {
                // A folded line's break and its blanks are one blank.
                blank = true;
            } else if (!isHarmful(c)) {
                if (blank && c != ' ') {
                    appendBlank(clean);
                    blank = false;
                }
                if (c != ' ' || !blank) {
                    clean.appendCodePoint(isLoneSurrogate(c) ? 0xFFFD : c);
                }
            }
        }
        return clean.toString().strip();
    }

    private static void appendBlank(StringBuilder text) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }

    private static boolean isHarmful(int c) {
        return c < ' '
                || (c >= 0x7F && c <= 0x9F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= 0xFFF9 && c <= 0xFFFB)
                || c == 0xFEFF
                || (c & 0xFFFE) == 0xFFFE;
    }

    private static boolean isLoneSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static String plainParameter(String value) {
        // Some write the extended form under the plain name.
        if (value.length() <= LONGEST && value.indexOf('%') > 0) {
            int first = value.indexOf('\'');
            if (first > 0
                    && value.indexOf('\'', first + 1) > 0
                    && Charsets.resolve(value.substring(0, first)).isPresent()) {
                return clean(extendedText(value));
            }
        }
        return decode(value);
    }

    private static @Nullable String extended(Map<String, String> parameters, String key) {
        String value = parameters.get(key + "*");
        return value == null ? null : clean(extendedText(bounded(value)));
    }

    /** {@code charset'language'percent-encoded}; the prefix may be missing. */
    private static String extendedText(String value) {
        int first = value.indexOf('\'');
        int second = first < 0 ? -1 : value.indexOf('\'', first + 1);
        String charset = second < 0 ? null : value.substring(0, first);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        unescape(second < 0 ? value : value.substring(second + 1), octets);
        return text(octets, charset);
    }

    private static @Nullable String continued(Map<String, String> parameters, String key) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String charset = null;
        boolean escaped = false;
        int number = segment(parameters, key, 0) == null ? 1 : 0;
        int first = number;
        for (; number < MOST_SEGMENTS && octets.size() < LONGEST; number++) {
            String value = segment(parameters, key, number);
            if (value == null) {
                break;
            }
            if (!parameters.containsKey(key + "*" + number + "*")) {
                octets.writeBytes(asOctets(value).getBytes(StandardCharsets.ISO_8859_1));
                continue;
            }
            escaped = true;
            int quote = number == first ? value.indexOf('\'') : -1;
            int second = quote < 0 ? -1 : value.indexOf('\'', quote + 1);
            if (second >= 0) {
                charset = value.substring(0, quote);
                value = value.substring(second + 1);
            }
            unescape(value, octets);
        }
        if (number == first) {
            return null;
        }
        // Without one escaped piece there is no charset; the pieces may hold encoded words.
        return escaped
                ? clean(text(octets, charset))
                : decode(octets.toString(StandardCharsets.ISO_8859_1));
    }

    private static @Nullable String segment(
            Map<String, String> parameters, String key, int number) {
        String escaped = parameters.get(key + "*" + number + "*");
        String value = escaped != null ? escaped : parameters.get(key + "*" + number);
        return value == null ? null : bounded(value);
    }

    private static String bounded(String value) {
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    private static void unescape(String value, ByteArrayOutputStream octets) {
        String escaped = asOctets(value);
        for (int i = 0; i < escaped.length(); i++) {
            int octet = escaped.charAt(i) == '%' ? hex(escaped, i + 1) : -1;
            octets.write(octet >= 0 ? octet : escaped.charAt(i));
            i += octet >= 0 ? 2 : 0;
        }
    }

    private static String text(ByteArrayOutputStream octets, @Nullable String charset) {
        return Charsets.decode(octets.toByteArray(), charset);
    }

    /** One character for each octet, as raw text has it; UTF-8 where it is Unicode already. */
    private static String asOctets(String value) {
        return isUnicode(value)
                ? new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                : value;
    }

    private static boolean isUnicode(String value) {
        return value.chars().anyMatch(c -> c > 0xFF);
    }

    /** The octet that two hexadecimal digits give, -1 where there are none. */
    private static int hex(String text, int start) {
        if (start + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(start), 16);
        int low = Character.digit(text.charAt(start + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** One pass over a text with encoded words in it. */
    private static final class Words {

        private static final String BASE64 =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

        private final String raw;
        private final @Nullable String fallback;

        /** Looked for once: a text of nothing but beginnings must not cost its square. */
        private final int lastEnd;

        private final StringBuilder text = new StringBuilder();

        /** Octets of neighbouring words: a character may begin in one and end in the next. */
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        private String charset = "";
        private boolean inWords;

        private int bits;
        private int bitCount;

        Words(String raw, @Nullable String fallback) {
            this.raw = raw;
            this.fallback = fallback;
            this.lastEnd = raw.lastIndexOf("?=");
        }

        String decode() {
            int done = 0;
            int at = raw.indexOf("=?");
            while (at >= 0) {
                Word word = word(at);
                if (word == null) {
                    at = raw.indexOf("=?", at + 1);
                    continue;
                }
                if (!(inWords && raw.substring(done, at).isBlank())) {
                    flush();
                    literal(raw.substring(done, at));
                }
                take(word);
                done = word.next;
                at = raw.indexOf("=?", done);
            }
            flush();
            literal(raw.substring(done));
            return text.toString();
        }

        /** The encoded word that begins here, or null where this only looks like one. */
        private @Nullable Word word(int start) {
            Word head = head(start);
            if (head == null) {
                return null;
            }
            int inner = raw.indexOf("=?", head.start);
            int end = head.start > lastEnd ? -1 : raw.indexOf("?=", head.start);
            if (inner >= 0 && (end < 0 || inner + 1 < end) && head(inner) != null) {
                return null;
            }
            int next = end + 2;
            if (end < 0) {
                // Cut by a server or a program that shortens fields.
                next = raw.length();
                end = raw.endsWith("?") && next > head.start ? next - 1 : next;
                if (end - head.start > LONGEST_CUT || containsBlank(head.start, end)) {
                    return null;
                }
            }
            return new Word(head.charset, head.base64, head.start, end, next);
        }

        /** {@code =?charset*language?encoding?}, or null. */
        private @Nullable Word head(int start) {
            int from = start + 2;
            int mark = raw.indexOf('?', from);
            if (mark < 0
                    || mark - from > LONGEST_CHARSET
                    || mark + 2 >= raw.length()
                    || raw.charAt(mark + 2) != '?'
                    || containsBlank(from, mark)) {
                return null;
            }
            char encoding = Character.toUpperCase(raw.charAt(mark + 1));
            if (encoding != 'B' && encoding != 'Q') {
                return null;
            }
            String label = raw.substring(from, mark);
            int language = label.indexOf('*');
            String name = language < 0 ? label : label.substring(0, language);
            return new Word(name.toLowerCase(Locale.ROOT), encoding == 'B', mark + 3, 0, 0);
        }

        private boolean containsBlank(int start, int end) {
            return raw.substring(start, end).chars().anyMatch(c -> c <= ' ');
        }

        private void take(Word word) {
            if (inWords && !word.charset.equals(charset)) {
                flush();
            }
            inWords = true;
            charset = word.charset;
            if (word.base64) {
                takeBase64(word);
            } else {
                bitCount = 0;
                takeQuoted(asOctets(raw.substring(word.start, word.end)));
            }
        }

        /** Bits that do not fill an octet wait for the next word: some cut words between digits. */
        private void takeBase64(Word word) {
            boolean padded = false;
            for (int i = word.start; i < word.end; i++) {
                char c = raw.charAt(i);
                int digit = BASE64.indexOf(c);
                if (c == '=') {
                    padded = true;
                    bitCount = 0;
                }
                if (digit < 0) {
                    continue;
                }
                bits = (bits << 6 | digit) & 0xFFFF;
                bitCount += 6;
                if (bitCount >= 8) {
                    bitCount -= 8;
                    octets.write(bits >> bitCount);
                }
            }
            boolean nothingWaits = bitCount < 6 && (bits & ((1 << bitCount) - 1)) == 0;
            if (padded || nothingWaits) {
                bitCount = 0;
            }
        }

        private void takeQuoted(String quoted) {
            for (int i = 0; i < quoted.length(); i++) {
                char c = quoted.charAt(i);
                int octet = c == '=' ? hex(quoted, i + 1) : -1;
                octets.write(octet >= 0 ? octet : c == '_' ? ' ' : c);
                i += octet >= 0 ? 2 : 0;
            }
        }

        private void flush() {
            if (inWords) {
                text.append(HeaderText.text(octets, charset));
                octets.reset();
                inWords = false;
                bitCount = 0;
            }
        }

        private void literal(String part) {
            if (isUnicode(part) || part.chars().allMatch(c -> c < 0x80 && c != 0x1B)) {
                text.append(part);
                return;
            }
            byte[] bytes = part.getBytes(StandardCharsets.ISO_8859_1);
            if (part.contains("\u001B$") || part.contains("\u001B(")) {
                text.append(Charsets.decode(bytes, "iso-2022-jp"));
            } else {
                text.append(
                        Charsets.detect(
                                bytes, Charsets.resolve(fallback).orElse(Charsets.WINDOWS_1252)));
            }
        }

        /** Where the encoded text of a word stands, and where the text after the word begins. */
        private record Word(String charset, boolean base64, int start, int end, int next) {}
    }
}
