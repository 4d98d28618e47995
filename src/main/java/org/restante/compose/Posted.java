package org.restante.compose;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.MultipartStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * What a composer's form says, and the file behind it, which is read while it is passed on: nothing
 * of it is ever kept here.
 *
 * @param file null where none was chosen
 */
record Posted(Map<String, List<String>> fields, @Nullable Upload file) {

    private static final int MOST_FIELDS = 2_000;
    private static final int LONGEST_FIELDS = 8 << 20;
    private static final Pattern PARAMETER =
            Pattern.compile("(?i);\\s*(name|filename)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))");

    /**
     * A file that comes in.
     *
     * @param size the exact number of octets that it has if all goes well
     */
    record Upload(String name, String type, long size, InputStream content) {}

    /** What cannot be read as such a form. */
    static final class Unreadable extends ResponseStatusException {
        private static final long serialVersionUID = 1L;

        Unreadable(String detail) {
            super(HttpStatus.BAD_REQUEST, detail);
        }
    }

    public String get(String name) {
        List<String> values = fields.get(name);
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }

    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    public boolean has(String name) {
        return !get(name).isEmpty();
    }

    /** The same without these fields. */
    Posted without(String... names) {
        Map<String, List<String>> others = new LinkedHashMap<>(fields);
        others.keySet().removeAll(List.of(names));
        return new Posted(others, file);
    }

    /** The same with this field. */
    Posted with(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(fields);
        changed.put(name, List.of(value));
        return new Posted(changed, file);
    }

    /** The same without the file, which can be read only once. */
    Posted withoutFile() {
        return new Posted(fields, null);
    }

    static Posted of(HttpServletRequest request) {
        Object type = request.getAttribute(StreamedForms.TYPE);
        if (type instanceof String multipart) {
            try {
                return read(request, multipart);
            } catch (IOException e) {
                throw new Unreadable(e.getClass().getSimpleName());
            }
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        request.getParameterMap()
                .forEach((name, values) -> fields.put(name, Arrays.asList(values)));
        return new Posted(fields, null);
    }

    private static Posted read(HttpServletRequest request, String type) throws IOException {
        long length = request.getContentLengthLong();
        Matcher given = BOUNDARY.matcher(type);
        if (length < 0 || !given.find()) {
            throw new Unreadable("no length or no boundary");
        }
        String name = given.group(1) == null ? given.group(2) : given.group(1);
        byte[] boundary = name.getBytes(StandardCharsets.ISO_8859_1);
        MultipartStream parts =
                new MultipartStream(request.getInputStream(), boundary, 1 << 16, null);
        parts.setHeaderEncoding("UTF-8");
        Map<String, List<String>> fields = new LinkedHashMap<>();
        request.getParameterMap()
                .forEach((key, values) -> fields.put(key, new ArrayList<>(List.of(values))));
        // what the form takes so far: "--boundary CRLF" comes before each part
        long before = 0;
        long content = 0;
        boolean more = parts.skipPreamble();
        for (int count = 0; more; count++) {
            String headers = parts.readHeaders();
            before += 2 + boundary.length + 2;
            before += headers.getBytes(StandardCharsets.UTF_8).length;
            String field = parameter(headers, "name");
            String filename = parameter(headers, "filename");
            if (filename != null && !filename.isBlank()) {
                long size = length - before - (2 + 2 + boundary.length + 2 + 2);
                Upload upload =
                        new Upload(
                                filename,
                                type(headers),
                                size,
                                new Exact(parts.newInputStream(), size));
                return new Posted(fields, upload);
            }
            byte[] value = value(parts, LONGEST_FIELDS - content);
            content += value.length;
            before += value.length + 2;
            if (count > MOST_FIELDS) {
                throw new Unreadable("too many fields");
            }
            if (field != null && filename == null) {
                fields.computeIfAbsent(field, key -> new ArrayList<>())
                        .add(new String(value, StandardCharsets.UTF_8));
            }
            more = parts.readBoundary();
        }
        return new Posted(fields, null);
    }

    private static byte[] value(MultipartStream parts, long most) throws IOException {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        try (InputStream in = parts.newInputStream()) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                value.write(buffer, 0, n);
                if (value.size() > most) {
                    throw new Unreadable("too long");
                }
            }
        }
        return value.toByteArray();
    }

    private static @Nullable String parameter(String headers, String name) {
        for (String line : headers.split("\r\n", -1)) {
            if (!line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                continue;
            }
            Matcher matcher = PARAMETER.matcher(line);
            while (matcher.find()) {
                if (matcher.group(1).equalsIgnoreCase(name)) {
                    // browsers write quotes and line breaks so (HTML, multipart/form-data)
                    return matcher.group(2)
                            .replaceAll("(?i)%22", "\"")
                            .replaceAll("(?i)%0D|%0A", " ")
                            .replaceAll("\\\\(.)", "$1");
                }
            }
        }
        return null;
    }

    private static String type(String headers) {
        for (String line : headers.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-type:")) {
                return line.substring(13).strip().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    /** Ends where it was to end, and not later: what does not add up is no file. */
    static final class Exact extends InputStream {

        private final InputStream content;
        private long left;

        Exact(InputStream content, long size) {
            this.content = content;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return ended();
            }
            int count = content.read(target, start, (int) Math.min(length, left));
            if (count < 0) {
                throw new IOException("the file broke off");
            }
            left -= count;
            if (left == 0) {
                ended();
            }
            return count;
        }

        private int ended() throws IOException {
            if (content.read() >= 0) {
                throw new IOException("the file is longer than announced");
            }
            return -1;
        }
    }
}
