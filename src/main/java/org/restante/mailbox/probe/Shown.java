package org.restante.mailbox.probe;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A server's certificate in words. */
record Shown(X509Certificate certificate) {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;
    private static final int MOST_NAMES = 8;
    private static final int SOON = 21;

    /** What is the matter with a certificate that the JVM refused, or the best of it. */
    Finding finding(Trust trust, Instant now) {
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return Finding.EXPIRED;
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return Finding.NOT_YET_VALID;
        }
        if (trust.verified()) {
            return daysLeft(now) < SOON ? Finding.ENDS_SOON : Finding.PROTECTED;
        }
        if (trust.trusted()) {
            return Finding.WRONG_HOST;
        }
        return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
                ? Finding.SELF_SIGNED
                : Finding.UNKNOWN_ISSUER;
    }

    long daysLeft(Instant now) {
        return Duration.between(now, certificate.getNotAfter().toInstant()).toDays();
    }

    String issuer() {
        String name = certificate.getIssuerX500Principal().getName();
        return Words.of(name);
    }

    /** The hosts that it is made for. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> one : alternatives == null ? List.<List<?>>of() : alternatives) {
                boolean host =
                        Integer.valueOf(DNS).equals(one.get(0))
                                || Integer.valueOf(ADDRESS).equals(one.get(0));
                if (host && names.size() < MOST_NAMES) {
                    names.add(Words.of(String.valueOf(one.get(1))));
                }
            }
        } catch (CertificateParsingException e) {
            names.clear(); // no name that could be read is none
        }
        return names;
    }
}
