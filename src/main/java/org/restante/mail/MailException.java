package org.restante.mail;

/**
 * A failure that the user is told of in a sentence of their own, by its {@link Problem}.
 *
 * <p>The message is for the log: what the server said, never a secret nor the content of mail.
 */
public class MailException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    public MailException(Problem problem, String detail) {
        super(problem + ": " + detail);
        this.problem = problem;
    }

    public MailException(Problem problem, String detail, Throwable cause) {
        super(problem + ": " + detail, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
