package org.restante.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Nobody could sign in: neither the configuration nor the table names a mail domain. */
class NoMailDomain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoMailDomain() {
        super("no mail domain is configured");
    }

    /** Says at start what to do, instead of a stack trace. */
    static class Analyzer extends AbstractFailureAnalyzer<NoMailDomain> {

        @Override
        protected @Nullable FailureAnalysis analyze(Throwable root, NoMailDomain cause) {
            return new FailureAnalysis(
                    "No mail domain is configured, so nobody could sign in.",
                    "Set restante.mail.domain and restante.mail.imap.host (environment:"
                            + " RESTANTE_MAIL_DOMAIN, RESTANTE_MAIL_IMAP_HOST), or add a row to"
                            + " the table mail_domain.",
                    cause);
        }
    }
}
