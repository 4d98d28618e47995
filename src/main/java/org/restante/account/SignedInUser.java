package org.restante.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** The signed-in user for the length of one request; never stored. */
final class SignedInUser extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Account account;
    private final transient Credential credential;

    SignedInUser(Account account, Credential credential) {
        super(List.of());
        this.account = account;
        this.credential = credential;
        setAuthenticated(true);
    }

    Account account() {
        return account;
    }

    Credential credential() {
        return credential;
    }

    @Override
    public Account getPrincipal() {
        return account;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public String getName() {
        return account.address();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "SignedInUser[" + account.address() + "]";
    }
}
