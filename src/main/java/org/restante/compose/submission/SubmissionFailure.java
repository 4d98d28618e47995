package org.restante.compose.submission;

import java.util.List;

/**
 * A message was not submitted, or it is not known whether it was.
 *
 * <p>The message is for the log: what the server said, without addresses.
 */
public final class SubmissionFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why; each has its sentence. */
    public enum Kind {
        /** The last octet may have reached the server, and its answer did not reach us. */
        UNCERTAIN,
        /** The server refuses the size. */
        TOO_LARGE,
        /** The server refuses a recipient; nobody has got the message. */
        RECIPIENT_REFUSED,
        /** The server does not let this account write from that address. */
        SENDER_REFUSED,
        /** Address and password do not match any more. */
        WRONG_PASSWORD,
        /** An address has letters that the server cannot write (RFC 6531). */
        ADDRESS_NOT_WRITABLE,
        /** The server takes 7 bits of each octet, and the message needs 8 (RFC 6152). */
        EIGHT_BIT,
        /** The server refuses the message for a reason of its own. */
        REFUSED,
        /** The server asks to try again later. */
        LATER,
        /** The server cannot be reached, or the connection broke before the end. */
        UNREACHABLE,
        /** The certificate is not valid for this server. */
        CERTIFICATE_WRONG,
        /** The server does not offer the encryption that this domain demands. */
        ENCRYPTION_MISSING;

        /** Whether it may go well by itself a while later. */
        public boolean passes() {
            return this == LATER || this == UNREACHABLE;
        }
    }

    private final Kind kind;
    private final int code;
    private final transient List<String> recipients;

    SubmissionFailure(Kind kind, int code, List<String> recipients, String detail) {
        super(kind + ": " + detail);
        this.kind = kind;
        this.code = code;
        this.recipients = recipients;
    }

    SubmissionFailure(Kind kind, String detail, Throwable cause) {
        super(kind + ": " + detail, cause);
        this.kind = kind;
        this.code = 0;
        this.recipients = List.of();
    }

    public Kind kind() {
        return kind;
    }

    /** The server's reply code, 0 where it gave none. */
    public int code() {
        return code;
    }

    /** Those that were refused. */
    public List<String> recipients() {
        return recipients;
    }
}
