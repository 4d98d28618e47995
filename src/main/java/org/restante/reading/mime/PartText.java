package org.restante.reading.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Charsets;

/** The text of a part from the octets that the server gave. */
public final class PartText {

    /** Browsers look for a charset in the first 1024 octets; programs of mail write long heads. */
    private static final int HEAD = 4096;

    private static final Pattern META_CHARSET =
            Pattern.compile(
                    "<meta\\s[^>]{0,200}?charset\\s{0,9}=\\s{0,9}[\"']?([a-z0-9_:.\\-]{1,40})",
                    Pattern.CASE_INSENSITIVE);

    private PartText() {}

    /**
     * Decodes a part, or its beginning: octets cut anywhere give all whole characters before the
     * cut.
     */
    public static String of(TextPart part, byte[] encoded) {
        byte[] bytes = decoded(encoded, part.encoding());
        boolean cut = part.size() > encoded.length;
        String text = text(bytes, part);
        String whole = cut ? withoutBrokenEnd(text) : text;
        return part.kind() == TextPart.Kind.ENRICHED ? plain(whole) : whole;
    }

    static byte[] decoded(byte[] encoded, String encoding) {
        try (var stream = TransferDecoding.decode(new ByteArrayInputStream(encoded), encoding)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory", e);
        }
    }

    private static String text(byte[] bytes, TextPart part) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
        }
        boolean wide = startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF);
        if (wide) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        String charset = part.charset();
        if (part.isHtml() && !isKnown(charset)) {
            charset = metaCharset(bytes);
        }
        return Charsets.decode(bytes, charset);
    }

    private static boolean isKnown(@Nullable String charset) {
        return Charsets.isUtf7(charset) || Charsets.resolve(charset).isPresent();
    }

    /** What the HTML says of itself, where the mail says nothing. */
    private static @Nullable String metaCharset(byte[] bytes) {
        String head =
                new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
        Matcher matcher = META_CHARSET.matcher(head);
        if (!matcher.find()) {
            return null;
        }
        String label = matcher.group(1);
        // Were it really UTF-16, this could not have been read.
        boolean wide = Charsets.resolve(label).map(Charset::name).orElse("").startsWith("UTF-16");
        return wide ? "utf-8" : label;
    }

    private static boolean startsWith(byte[] bytes, int... octets) {
        if (bytes.length < octets.length) {
            return false;
        }
        for (int i = 0; i < octets.length; i++) {
            if ((bytes[i] & 0xFF) != octets[i]) {
                return false;
            }
        }
        return true;
    }

    private static String withoutBrokenEnd(String text) {
        int end = text.length();
        while (end > 0 && text.length() - end < 4 && text.charAt(end - 1) == '\uFFFD') {
            end--;
        }
        return text.substring(0, end);
    }

    /** Enriched text without its commands, {@code <<} being a literal bracket (RFC 1896). */
    private static String plain(String enriched) {
        StringBuilder plain = new StringBuilder(enriched.length());
        for (int i = 0; i < enriched.length(); i++) {
            char c = enriched.charAt(i);
            if (c != '<') {
                plain.append(c);
                continue;
            }
            if (enriched.startsWith("<<", i)) {
                plain.append('<');
                i++;
                continue;
            }
            int end = enriched.indexOf('>', i);
            if (end < 0 || end - i > 60) {
                plain.append(c);
                continue;
            }
            boolean parameter = enriched.regionMatches(true, i, "<param>", 0, 7);
            int close = parameter ? enriched.indexOf("</param>", end) : -1;
            i = close < 0 || close - end > 200 ? end : close + 7;
        }
        return plain.toString();
    }
}
