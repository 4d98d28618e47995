package org.restante.settings;

/**
 * A mail domain as the administrator sees it.
 *
 * @param position in lists, the smallest first
 * @param enabled whether its users may sign in
 * @param stored whether it is a row of the database, else it stands in the configuration
 */
public record ServedDomain(MailDomain servers, int position, boolean enabled, boolean stored) {

    public String domain() {
        return servers.domain();
    }
}
