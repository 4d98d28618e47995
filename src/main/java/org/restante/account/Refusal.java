package org.restante.account;

import org.restante.mail.Problem;
import org.springframework.http.HttpStatus;

/** Why nobody was signed in; each has its sentence, {@code sign-in.refused.<name>}. */
enum Refusal {
    INCOMPLETE(HttpStatus.UNPROCESSABLE_CONTENT),
    UNKNOWN_DOMAIN(HttpStatus.UNPROCESSABLE_CONTENT),
    WAIT(HttpStatus.TOO_MANY_REQUESTS),
    WRONG_PASSWORD(HttpStatus.UNAUTHORIZED),
    ACCOUNT_DISABLED(HttpStatus.FORBIDDEN),
    TOO_MANY_CONNECTIONS(HttpStatus.SERVICE_UNAVAILABLE),
    SERVER_UNREACHABLE(HttpStatus.SERVICE_UNAVAILABLE),
    SERVER_SILENT(HttpStatus.GATEWAY_TIMEOUT),
    CERTIFICATE_WRONG(HttpStatus.BAD_GATEWAY),
    ENCRYPTION_MISSING(HttpStatus.BAD_GATEWAY),
    SERVER_BUSY(HttpStatus.SERVICE_UNAVAILABLE),
    SERVER_CONFUSED(HttpStatus.BAD_GATEWAY);

    private final HttpStatus status;

    Refusal(HttpStatus status) {
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    static Refusal of(Problem problem) {
        return switch (problem) {
            case WRONG_PASSWORD -> WRONG_PASSWORD;
            case ACCOUNT_DISABLED, NOT_PERMITTED -> ACCOUNT_DISABLED;
            case TOO_MANY_CONNECTIONS, ACCOUNT_BUSY -> TOO_MANY_CONNECTIONS;
            case SERVER_UNREACHABLE, CONNECTION_LOST -> SERVER_UNREACHABLE;
            case SERVER_SILENT -> SERVER_SILENT;
            case CERTIFICATE_WRONG -> CERTIFICATE_WRONG;
            case ENCRYPTION_MISSING -> ENCRYPTION_MISSING;
            case SERVER_BUSY -> SERVER_BUSY;
            default -> SERVER_CONFUSED;
        };
    }
}
