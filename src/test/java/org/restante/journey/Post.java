package org.restante.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.restante.support.RawImap;

/** Messages for tests, and mailboxes full of them. */
public final class Post {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder();

    private Post() {}

    /** A text of one line. */
    public static byte[] text(String subject, String text) {
        return mail(subject, "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n");
    }

    /** A page of HTML alone. */
    public static byte[] html(String subject, String html) {
        return mail(subject, "Content-Type: text/html; charset=utf-8\r\n\r\n" + html + "\r\n");
    }

    /** A text with one file. */
    public static byte[] withFile(String subject, String text, String name, byte[] file) {
        return mail(
                subject,
                "Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\n"
                        + text
                        + "\r\n--b1\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Disposition: attachment; filename=\""
                        + name
                        + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + LINES.encodeToString(file)
                        + "\r\n--b1--\r\n");
    }

    /** Head and rest as given, with what every mail has. */
    public static byte[] mail(String subject, String rest) {
        return ("From: Ann Osei <ann@posthaste.example>\r\nTo: Ben <ben@posthaste.example>\r\n"
                        + "Date: Fri, 13 Nov 2026 10:42:00 +0100\r\nMessage-ID: <"
                        + Integer.toHexString(rest.hashCode())
                        + "."
                        + Integer.toHexString(subject.hashCode())
                        + "@posthaste.example>\r\nSubject: "
                        + subject
                        + "\r\nMIME-Version: 1.0\r\n"
                        + rest)
                .getBytes(UTF_8);
    }

    /** Bytes that are the same each time and compress badly. */
    public static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** {@code Letter 1} to {@code Letter count}, all unread, the last the newest. */
    public static List<RawImap.Message> letters(int count) {
        return new ArrayList<>(
                IntStream.rangeClosed(1, count)
                        .mapToObj(
                                i ->
                                        message(
                                                text("Letter " + i, "Dear Ben, this is no. " + i),
                                                count - i + 10))
                        .toList());
    }

    public static RawImap.Message message(byte[] bytes, int minutesAgo, String... flags) {
        return new RawImap.Message(
                bytes, List.of(flags), ZonedDateTime.now().minusMinutes(minutesAgo));
    }
}
