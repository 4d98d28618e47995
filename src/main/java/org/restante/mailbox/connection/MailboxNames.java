package org.restante.mailbox.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;

/**
 * Mailbox names on the wire: UTF-8 where the server accepts it (RFC 6855), else modified UTF-7 (RFC
 * 3501, section 5.1.3). A name that is not validly encoded is kept byte for byte.
 */
final class MailboxNames {

    private MailboxNames() {}

    static MailboxName decode(byte[] wire, boolean utf8) {
        String name = utf8 ? utf8(wire) : utf7(wire);
        if (name != null) {
            MailboxName decoded = new MailboxName(name);
            if (decoded.isInbox() || Arrays.equals(encode(decoded, utf8), wire)) {
                return decoded;
            }
        }
        return new MailboxName(new String(wire, StandardCharsets.ISO_8859_1), true);
    }

    static byte[] encode(MailboxName name, boolean utf8) {
        if (name.verbatim()) {
            return name.value().getBytes(StandardCharsets.ISO_8859_1);
        }
        return utf8 ? name.value().getBytes(StandardCharsets.UTF_8) : toUtf7(name.value());
    }

    private static @Nullable String utf8(byte[] wire) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(wire)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable String utf7(byte[] wire) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < wire.length; i++) {
            if (wire[i] < ' ' || wire[i] > '~') {
                return null;
            }
            if (wire[i] != '&') {
                name.append((char) wire[i]);
                continue;
            }
            int end = i + 1;
            while (end < wire.length && wire[end] != '-') {
                end++;
            }
            if (end == wire.length) {
                return null;
            }
            String shifted = end == i + 1 ? "&" : shifted(wire, i + 1, end);
            if (shifted == null) {
                return null;
            }
            name.append(shifted);
            i = end;
        }
        return name.toString();
    }

    private static @Nullable String shifted(byte[] wire, int start, int end) {
        String base64 = new String(wire, start, end - start, StandardCharsets.US_ASCII);
        try {
            byte[] utf16 = Base64.getDecoder().decode(base64.replace(',', '/'));
            return utf16.length % 2 == 0 ? new String(utf16, StandardCharsets.UTF_16BE) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] toUtf7(String name) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        int i = 0;
        while (i < name.length()) {
            char c = name.charAt(i);
            if (c == '&') {
                wire.writeBytes(new byte[] {'&', '-'});
                i++;
            } else if (c >= ' ' && c <= '~') {
                wire.write(c);
                i++;
            } else {
                int end = i;
                while (end < name.length() && (name.charAt(end) < ' ' || name.charAt(end) > '~')) {
                    end++;
                }
                byte[] utf16 = name.substring(i, end).getBytes(StandardCharsets.UTF_16BE);
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(utf16);
                wire.write('&');
                wire.writeBytes(base64.replace('/', ',').getBytes(StandardCharsets.US_ASCII));
                wire.write('-');
                i = end;
            }
        }
        return wire.toByteArray();
    }
}
