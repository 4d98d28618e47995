package org.restante.support.demo;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of messages as bytes, so that every peculiarity of a sender can be had. */
final class Mime {
    private Mime() {}

    /** Header lines, folded already, and the encoded body with CRLF line ends. */
    record Part(List<String> headers, byte[] body) {
        byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 1024);
            headers.forEach(header -> out.writeBytes(latin1(header + "\r\n")));
            out.writeBytes(latin1("\r\n"));
            out.writeBytes(body);
            return out.toByteArray();
        }

        Part with(String... more) {
            List<String> all = new ArrayList<>(headers);
            all.addAll(List.of(more));
            return new Part(all, body);
        }
    }

    static Part text(String subtype, String text, String charset, String transfer) {
        return text(subtype, text, charset, transfer, "");
    }

    static Part text(
            String subtype, String text, String charset, String transfer, String parameters) {
        byte[] raw = crlf(text).getBytes(Charset.forName(charset));
        return new Part(
                List.of(
                        "Content-Type: text/" + subtype + "; charset=" + charset + parameters,
                        "Content-Transfer-Encoding: " + transferName(transfer)),
                encoded(raw, transfer));
    }

    static Part attachment(String type, String fileName, byte[] content) {
        return file(type, "attachment", fileName, content);
    }

    static Part inline(String type, String fileName, String id, byte[] content) {
        return file(type, "inline", fileName, content).with("Content-ID: <" + id + ">");
    }

    /** The name in two encodings, as careful senders do: RFC 2231, and RFC 2047 for old readers. */
    private static Part file(String type, String disposition, String fileName, byte[] content) {
        boolean ascii = fileName.chars().allMatch(c -> c < 0x80);
        String name = ascii ? "\"" + fileName + "\"" : "\"" + word(fileName, "UTF-8", "B") + "\"";
        String disposed =
                ascii ? "filename=\"" + fileName + "\"" : parameter2231("filename", fileName);
        return new Part(
                List.of(
                        "Content-Type: " + type + ";\r\n name=" + name,
                        "Content-Transfer-Encoding: base64",
                        "Content-Disposition: " + disposition + ";\r\n " + disposed),
                encoded(content, "base64"));
    }

    /** RFC 2231 with continuations where the name is long. */
    static String parameter2231(String name, String value) {
        List<String> escaped = new ArrayList<>();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._".indexOf(c) >= 0);
            escaped.add(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        if (escaped.size() <= 20) {
            return name + "*=UTF-8''" + String.join("", escaped);
        }
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < escaped.size(); i += 18) {
            String piece = String.join("", escaped.subList(i, Math.min(i + 18, escaped.size())));
            int number = pieces.size();
            pieces.add(name + "*" + number + "*=" + (number == 0 ? "UTF-8''" : "") + piece);
        }
        return String.join(";\r\n ", pieces);
    }

    static Part multipart(String subtype, Part... parts) {
        return multipart(subtype, "", parts);
    }

    /** The boundary is made of the content, so that the same mailbox always has the same bytes. */
    static Part multipart(String subtype, String parameters, Part... parts) {
        int hash = 17;
        for (Part part : parts) {
            hash = 31 * hash + Arrays.hashCode(part.body()) + part.headers().hashCode();
        }
        String boundary = "=_%s_%08x".formatted(subtype.substring(0, 3), hash);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!subtype.equals("alternative")) {
            out.writeBytes(latin1("This is a message in MIME format.\r\n"));
        }
        for (Part part : parts) {
            out.writeBytes(latin1("\r\n--" + boundary + "\r\n"));
            out.writeBytes(part.bytes());
        }
        out.writeBytes(latin1("\r\n--" + boundary + "--\r\n"));
        return new Part(
                List.of(
                        "Content-Type: multipart/"
                                + subtype
                                + ";\r\n boundary=\""
                                + boundary
                                + "\""
                                + parameters),
                out.toByteArray());
    }

    static Part message(byte[] message) {
        return new Part(
                List.of("Content-Type: message/rfc822", "Content-Disposition: inline"), message);
    }

    static Part bare(String contentType, String body) {
        return new Part(List.of("Content-Type: " + contentType), latin1(crlf(body)));
    }

    /** A header of any text: encoded words of the charset and encoding (B or Q) where needed. */
    static String header(String name, String text, String charset, String encoding) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        return folded(name + ": " + (ascii ? text : word(text, charset, encoding)));
    }

    static String mailbox(Person person, String encoding) {
        if (person.name().isEmpty()) {
            return person.address();
        }
        boolean ascii = person.name().chars().allMatch(c -> c < 0x80);
        boolean atoms = person.name().matches("[A-Za-z ]*");
        String name =
                ascii
                        ? (atoms ? person.name() : "\"" + person.name() + "\"")
                        : word(person.name(), person.charset(), encoding);
        return name + " <" + person.address() + ">";
    }

    static String mailboxes(List<Person> people, String encoding) {
        return people.stream()
                .map(person -> mailbox(person, encoding))
                .collect(Collectors.joining(",\r\n\t"));
    }

    static String word(String text, String charset, String encoding) {
        try {
            return MimeUtility.encodeWord(text, charset, encoding);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Folded at spaces below 78 characters where there are any. */
    static String folded(String header) {
        if (header.contains("\r\n")) {
            return header;
        }
        StringBuilder out = new StringBuilder();
        int length = 0;
        for (String token : header.split("(?= )")) {
            if (length > 0 && length + token.length() > 76 && !token.isBlank()) {
                out.append("\r\n");
                length = 0;
            }
            out.append(token);
            length += token.length();
        }
        return out.toString();
    }

    static byte[] encoded(byte[] raw, String transfer) {
        if (transfer.equals("7bit") || transfer.equals("8bit")) {
            return raw;
        }
        if (transfer.equals("base64")) {
            byte[] lines = Base64.getMimeEncoder().encode(raw);
            byte[] ended = Arrays.copyOf(lines, lines.length + 2);
            ended[lines.length] = '\r';
            ended[lines.length + 1] = '\n';
            return ended;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length * 3 / 2);
        try (var encoder = MimeUtility.encode(out, transferName(transfer))) {
            encoder.write(raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        byte[] bytes = out.toByteArray();
        boolean ended = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
        if (!ended) {
            out.writeBytes(latin1("\r\n"));
        }
        return out.toByteArray();
    }

    private static String transferName(String transfer) {
        return transfer.equals("qp") ? "quoted-printable" : transfer;
    }

    static String crlf(String text) {
        return text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    /** RFC 3676: soft line ends are a space, and lines that could mislead get one in front. */
    static String flowed(String text) {
        return text.lines().map(Mime::flowedLine).collect(Collectors.joining("\n")) + "\n";
    }

    private static String flowedLine(String line) {
        if (line.startsWith(">") || line.equals("-- ")) {
            return line;
        }
        StringBuilder out = new StringBuilder();
        int length = 0;
        for (String word : line.stripTrailing().split("(?<= )")) {
            if (length + word.length() > 72 && length > 0) {
                out.append('\n');
                length = 0;
            }
            if (length == 0 && (word.startsWith(" ") || word.startsWith("From "))) {
                out.append(' ');
            }
            out.append(word);
            length += word.length();
        }
        return out.toString();
    }

    /** Hard lines of at most 76 characters, for senders that know nothing else. */
    static String wrapped(String text) {
        return flowed(text).lines().map(Mime::unflowed).collect(Collectors.joining("\n")) + "\n";
    }

    private static String unflowed(String line) {
        return line.equals("-- ") ? line : line.stripTrailing();
    }

    /** Light markup as a mail program would show it without HTML. */
    static String plain(String text) {
        return text.replace("**", "").replaceAll("\\[([^\\]]+)]\\(([^)]+)\\)", "$1 <$2>");
    }

    static String htmlText(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stream<String> paragraphs(String text) {
        return Stream.of(text.split("\n\\s*\n")).map(String::strip).filter(p -> !p.isEmpty());
    }
}
