package org.restante.reading.mime;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few fields of a part's header that tell how to read it, from raw MIME.
 *
 * @param end where the body begins
 */
record MimeHeader(
        String type, String subtype, Map<String, String> parameters, String encoding, int end) {

    private static final int LONGEST = 16_384;

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s{0,99}([^\\s=;\"]{1,60})\\s{0,9}=\\s{0,9}(\"[^\"]*|[^\\s;]+)");

    /** Reads the header at the beginning of the text; what is missing is text/plain in 7bit. */
    static MimeHeader of(String entity) {
        String contentType = "text/plain";
        String encoding = "7bit";
        StringBuilder field = new StringBuilder();
        int at = 0;
        while (at < entity.length() && at < LONGEST) {
            int lineEnd = entity.indexOf('\n', at);
            String line =
                    entity.substring(at, lineEnd < 0 ? entity.length() : lineEnd).stripTrailing();
            at = lineEnd < 0 ? entity.length() : lineEnd + 1;
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            if (!folded) {
                contentType = value(field, "content-type", contentType);
                encoding = value(field, "content-transfer-encoding", encoding);
                field.setLength(0);
            }
            if (line.isEmpty()) {
                break;
            }
            field.append(line);
        }
        contentType = value(field, "content-type", contentType);
        encoding = value(field, "content-transfer-encoding", encoding);
        return parsed(contentType, encoding, at);
    }

    private static String value(StringBuilder field, String name, String otherwise) {
        int colon = field.indexOf(":");
        return colon > 0 && field.substring(0, colon).strip().equalsIgnoreCase(name)
                ? field.substring(colon + 1).strip()
                : otherwise;
    }

    private static MimeHeader parsed(String contentType, String encoding, int end) {
        int semicolon = contentType.indexOf(';');
        String mediaType =
                (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        int slash = mediaType.indexOf('/');
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(contentType);
        while (matcher.find()) {
            String value = matcher.group(2);
            parameters.putIfAbsent(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    value.startsWith("\"") ? value.substring(1) : value);
        }
        return new MimeHeader(
                slash < 0 ? mediaType : mediaType.substring(0, slash),
                slash < 0 ? "" : mediaType.substring(slash + 1),
                parameters,
                encoding.toLowerCase(Locale.ROOT),
                end);
    }
}
