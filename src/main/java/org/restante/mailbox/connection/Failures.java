package org.restante.mailbox.connection;

import java.util.Locale;
import org.restante.mail.MailException;
import org.restante.mail.Problem;

/** Tells from a server's refusal what the matter is (RFC 5530, RFC 9051, section 7.1). */
public final class Failures {

    private Failures() {}

    /** The failure of a command after sign-in. */
    public static MailException of(String command, Status status) {
        return new MailException(problem(status), detail(command, status));
    }

    /** The failure of the sign-in itself. */
    static MailException ofSignIn(Status status) {
        return new MailException(signInProblem(status), detail("sign-in", status));
    }

    private static String detail(String command, Status status) {
        String code = status.code().isEmpty() ? "" : " [" + status.code() + "]";
        return command + ": " + status.kind() + code + " " + status.text();
    }

    private static Problem problem(Status status) {
        return switch (status.code()) {
            case "NONEXISTENT", "TRYCREATE" -> Problem.MAILBOX_MISSING;
            case "ALREADYEXISTS" -> Problem.MAILBOX_EXISTS;
            case "CANNOT" -> Problem.MAILBOX_NAME_REFUSED;
            case "OVERQUOTA" -> Problem.QUOTA_EXCEEDED;
            case "NOPERM", "READ-ONLY" -> Problem.NOT_PERMITTED;
            case "UNAVAILABLE", "INUSE", "SERVERBUG", "CONTACTADMIN" -> Problem.SERVER_BUSY;
            case "EXPUNGEISSUED" -> Problem.MESSAGE_MISSING;
            default -> byText(status);
        };
    }

    /** Servers without response codes (RFC 5530) say it in words only. */
    private static Problem byText(Status status) {
        String text = status.text().toLowerCase(Locale.ROOT);
        if (status.kind() == Status.Kind.BYE) {
            return Problem.CONNECTION_LOST;
        }
        if (text.contains("quota")) {
            return Problem.QUOTA_EXCEEDED;
        }
        if (text.contains("already exist")) {
            return Problem.MAILBOX_EXISTS;
        }
        return Problem.REFUSED;
    }

    private static Problem signInProblem(Status status) {
        String text = status.text().toLowerCase(Locale.ROOT);
        if (status.has("LIMIT") || (text.contains("connections") && !text.contains("closed"))) {
            return Problem.TOO_MANY_CONNECTIONS;
        }
        boolean disabled = text.contains("disabled") || text.contains("suspended");
        return switch (status.code()) {
            case "UNAVAILABLE", "INUSE", "SERVERBUG" -> Problem.SERVER_BUSY;
            case "AUTHORIZATIONFAILED", "EXPIRED", "CONTACTADMIN" -> Problem.ACCOUNT_DISABLED;
            case "PRIVACYREQUIRED" -> Problem.ENCRYPTION_MISSING;
            case "AUTHENTICATIONFAILED" ->
                    disabled ? Problem.ACCOUNT_DISABLED : Problem.WRONG_PASSWORD;
            default -> {
                if (disabled) {
                    yield Problem.ACCOUNT_DISABLED;
                }
                yield switch (status.kind()) {
                    case BYE -> Problem.SERVER_BUSY;
                    case BAD -> Problem.SERVER_CONFUSED;
                    default ->
                            text.contains("temporar") || text.contains("try again")
                                    ? Problem.SERVER_BUSY
                                    : Problem.WRONG_PASSWORD;
                };
            }
        };
    }
}
