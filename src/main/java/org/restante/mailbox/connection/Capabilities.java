package org.restante.mailbox.connection;

import java.util.Set;

/** What a server can do, in capitals, and what of it was enabled on this connection. */
public record Capabilities(Set<String> names, Set<String> enabled) {

    public boolean has(String name) {
        return names.contains(name) || (names.contains("IMAP4REV2") && REV2.contains(name));
    }

    /** What IMAP4rev2 took into itself (RFC 9051, appendix E). */
    private static final Set<String> REV2 =
            Set.of(
                    "NAMESPACE",
                    "UNSELECT",
                    "UIDPLUS",
                    "ESEARCH",
                    "SEARCHRES",
                    "ENABLE",
                    "IDLE",
                    "SASL-IR",
                    "LIST-EXTENDED",
                    "LIST-STATUS",
                    "MOVE",
                    "LITERAL-",
                    "SPECIAL-USE",
                    "STATUS=SIZE",
                    "BINARY");

    /** Whether texts and names go as UTF-8 (RFC 6855). */
    public boolean utf8() {
        return enabled.contains("UTF8=ACCEPT") || enabled.contains("IMAP4REV2");
    }

    public boolean qresync() {
        return enabled.contains("QRESYNC");
    }
}
