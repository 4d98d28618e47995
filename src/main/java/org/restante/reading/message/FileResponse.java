package org.restante.reading.message;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.reading.mime.Attachment;

/**
 * Sends a file of unknown origin so that no browser takes it for a page of ours, in constant
 * memory, and so that a file of which the end is missing never looks whole.
 */
final class FileResponse {

    private static final int BUFFER = 16 * 1024;

    /** Nothing in the file may do anything, should a browser show it after all. */
    private static final String CSP = "default-src 'none'; sandbox";

    /** Types that run nothing. A label of the mail's choice goes to no browser. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                    "image/bmp",
                    "application/pdf",
                    "application/zip",
                    "message/rfc822",
                    "text/calendar",
                    "text/csv",
                    "text/plain",
                    "text/vcard",
                    "audio/mpeg",
                    "video/mp4");

    private static final String UNKNOWN = "application/octet-stream";

    private FileResponse() {}

    static void send(
            AttachmentStreams.FileStream file,
            boolean inPlace,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try (InputStream content = file.content()) {
            // Until the first octets are there, a failure is still a page in plain words.
            byte[] buffer = new byte[BUFFER];
            int count = first(content, buffer);
            describe(file.file(), inPlace, response);
            copy(content, buffer, count, request, response);
        }
    }

    private static int first(InputStream content, byte[] buffer) {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new MailException(Problem.CONNECTION_LOST, "before the first octet", e);
        }
    }

    private static void copy(
            InputStream content,
            byte[] buffer,
            int first,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        OutputStream out = response.getOutputStream();
        int count = first;
        while (count >= 0) {
            out.write(buffer, 0, count);
            try {
                count = content.read(buffer);
            } catch (IOException | RuntimeException e) {
                response.flushBuffer();
                BrokenOff.mark(request, e);
                return;
            }
        }
    }

    private static void describe(Attachment file, boolean inPlace, HttpServletResponse response) {
        response.setContentType(contentType(file.mediaType()));
        response.setHeader("Content-Disposition", disposition(file.filename(), inPlace));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", CSP);
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }

    static String contentType(String mediaType) {
        return switch (mediaType) {
            case "image/jpg", "image/pjpeg" -> "image/jpeg";
            case "message/global" -> "message/rfc822";
            default -> HARMLESS.contains(mediaType) ? mediaType : UNKNOWN;
        };
    }

    /** The name twice: in ASCII for old programs, then as it is (RFC 6266, RFC 8187). */
    static String disposition(String filename, boolean inPlace) {
        StringBuilder ascii = new StringBuilder();
        filename.codePoints()
                .forEach(
                        c ->
                                ascii.append(
                                        c >= ' ' && c < 127 && "\"\\%".indexOf(c) < 0
                                                ? (char) c
                                                : '_'));
        StringBuilder extended = new StringBuilder();
        for (byte octet : filename.getBytes(StandardCharsets.UTF_8)) {
            if (isAttributeChar(octet)) {
                extended.append((char) octet);
            } else {
                extended.append('%').append("%02X".formatted(octet & 0xFF));
            }
        }
        return (inPlace ? "inline" : "attachment")
                + "; filename=\""
                + ascii
                + "\"; filename*=UTF-8''"
                + extended;
    }

    private static boolean isAttributeChar(byte octet) {
        return (octet >= '0' && octet <= '9')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= 'a' && octet <= 'z')
                || "!#$&+-.^_`|~".indexOf(octet) >= 0;
    }
}
