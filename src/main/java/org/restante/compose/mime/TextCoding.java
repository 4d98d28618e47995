package org.restante.compose.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A text part in the transfer encoding that suits it (RFC 2045, section 6). */
record TextCoding(String encoding, byte[] octets) {

    /** What no line of a message may be longer than (RFC 5322, section 2.1.1). */
    private static final int LONGEST_LINE = 998;

    private static final int QUOTED_LINE = 75;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    static TextCoding of(String text) {
        String lines = text.replaceAll("\\r\\n|\\r|\\n", "\r\n");
        String ended = lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
        byte[] octets = ended.getBytes(StandardCharsets.UTF_8);
        long beyond = 0;
        for (byte b : octets) {
            boolean control = b >= 0 && b < ' ' && b != '\t' && b != '\r' && b != '\n';
            beyond += b < 0 || b == 127 || control ? 1 : 0;
        }
        if (beyond == 0 && isPlain(ended)) {
            return new TextCoding("7bit", octets);
        }
        // Base64 takes a third more, quoted-printable three octets for one.
        return beyond * 6 > octets.length
                ? new TextCoding("base64", Base64.getMimeEncoder(76, CRLF).encode(octets))
                : new TextCoding("quoted-printable", quotedPrintable(octets));
    }

    private static final byte[] CRLF = {'\r', '\n'};

    /** Lines of a decent length, none of which a mailbox file takes for the start of a message. */
    private static boolean isPlain(String text) {
        return text.lines()
                .allMatch(
                        line ->
                                line.length() <= LONGEST_LINE
                                        && !line.startsWith("From ")
                                        && !line.equals("."));
    }

    static byte[] quotedPrintable(byte[] octets) {
        StringBuilder lines = new StringBuilder(octets.length * 5 / 4);
        int start = 0;
        for (int i = 0; i < octets.length; i++) {
            int b = octets[i] & 0xFF;
            if (b == '\r' && i + 1 < octets.length && octets[i + 1] == '\n') {
                lines.append("\r\n");
                start = lines.length();
                i++;
                continue;
            }
            boolean ends = i + 1 == octets.length || octets[i + 1] == '\r';
            boolean first = lines.length() == start;
            boolean blank = b == ' ' || b == '\t';
            boolean plain = blank ? !ends : b > ' ' && b < 127 && b != '=';
            boolean risky = first && (b == '.' || b == 'F');
            int width = plain && !risky ? 1 : 3;
            if (lines.length() - start + width > QUOTED_LINE) {
                lines.append("=\r\n");
                start = lines.length();
                risky = b == '.' || b == 'F';
            }
            if (plain && !risky) {
                lines.append((char) b);
            } else {
                lines.append('=').append(HEX[b >> 4]).append(HEX[b & 15]);
            }
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
